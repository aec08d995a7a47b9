"""Transformer encoders in ONNX Runtime: built from weights, run on a processor."""
