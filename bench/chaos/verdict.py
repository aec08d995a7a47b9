"""What the evidence says: each figure counted from what people see and what the database holds. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from bench.chaos import duplicates
from bench.chaos.evidence import FIRST_UPDATE, Evidence, Json
from bench.chaos.plan import tokens

_HUMAN = frozenset(
    {"handed_off", "claimed", "released", "lease_expired", "lease_extended", "solved", "rejected", "reopened"}
)
_NOT_HUMAN = frozenset({"opened", "detail_asked", "confirmed", "unconfirmed", "self_served"})
_REFUSED = "не ушло"
"""In each of the group's texts that tell an agent that a line did not go to the customer."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the verdict. `bad` lists what broke the promise, a few examples at most are shown."""

    name: str
    value: str
    bad: tuple[str, ...] = ()

    @property
    def good(self) -> bool:
        """Whether the promise held."""
        return not self.bad


def judge(evidence: Evidence) -> list[Figure]:
    """All figures."""
    return [
        _updates(evidence),
        _count("customers' messages lost on the way in", _not_stored(evidence)),
        _count("messages without any reaction", _without_reaction(evidence)),
        _count("customers' lines that missed their agents", _missed_the_desk(evidence)),
        _count("customers' edits that missed their agents", _edits_missed(evidence)),
        _count("agents' lines that missed the customer", _missed_the_customer(evidence)),
        _count("notes that reached a customer", _leaked_notes(evidence)),
        _count("out of order within a chat", _out_of_order(evidence)),
        _count("bot lines after a handoff or a claim", _bot_lines_after(evidence)),
        _count("claims with two winners", _double_claims(evidence)),
        _count("cases with more topics than were deleted", _double_topics(evidence)),
        _count("presses that counted twice", _double_presses(evidence)),
        _duplicates(evidence),
        _outgoing(evidence),
    ]


def _count(name: str, bad: Iterable[str]) -> Figure:
    found = tuple(bad)
    return Figure(name, str(len(found)), found)


# -- nothing is lost ----------------------------------------------------------------------------------


def _updates(evidence: Evidence) -> Figure:
    """Telegram's updates, the stored ones, the handled ones: the same numbers, one by one."""
    sent = set(range(FIRST_UPDATE, FIRST_UPDATE + evidence.pushed))
    stored = {row["update_id"] for row in evidence.inbox}
    handled = {row["update_id"] for row in evidence.inbox if row["state"] == "done"}
    bad = [f"update {number} was not stored" for number in sorted(sent - stored)]
    bad += [f"update {number} was stored and never sent" for number in sorted(stored - sent)]
    bad += [f"update {row['update_id']} is {row['state']}: {row['error']}" for row in evidence.inbox
            if row["state"] != "done"]  # fmt: skip
    bad += [f"{evidence.pending} updates wait at Telegram's"] if evidence.pending else []
    return Figure(
        "updates sent in = stored = handled", f"{len(sent)} = {len(stored)} = {len(handled)}", tuple(bad)
    )


def _customer_lines(evidence: Evidence) -> Iterator[tuple[int, Json]]:
    for chat_id, messages in evidence.chats.items():
        for message in messages:
            if not message["from"]["is_bot"] and not _text(message).startswith("/"):
                yield chat_id, message


def _not_stored(evidence: Evidence) -> Iterator[str]:
    known = {(row["chat_id"], row["external_id"]): row["text"] for row in evidence.messages}
    for chat_id, message in _customer_lines(evidence):
        stored = known.get((chat_id, message["message_id"]))
        if stored is None:
            yield f"{chat_id}: «{_text(message)}» is not in the database"
        elif stored != _text(message):
            yield f"{chat_id}: «{_text(message)}» is stored as «{stored}»"


def _without_reaction(evidence: Evidence) -> Iterator[str]:
    """A line got a reaction when agents see it, or when the bot wrote something later."""
    on_desk = {token for message in evidence.desk for token in tokens(_text(message))}
    for chat_id, message in _customer_lines(evidence):
        later = any(other["from"]["is_bot"] and other["message_id"] > message["message_id"]
                    for other in evidence.chats[chat_id])  # fmt: skip
        if not later and not on_desk.intersection(tokens(_text(message))):
            yield f"{chat_id}: «{_text(message)}» stayed without any reaction"
    for row in evidence.messages:
        if not row["answered"]:
            yield f"message {row['id']} still waits for line zero"


def _human_at_writing(evidence: Evidence) -> Iterator[tuple[int, int]]:
    """Case and message of each customer's line that was written in a case that people had."""
    human: dict[int, bool] = {}
    for event in evidence.events:
        case_id, kind = event["case_id"], event["type"]
        if kind in _HUMAN or kind in _NOT_HUMAN:
            human[case_id] = kind in _HUMAN
        elif kind == "customer_wrote" and human.get(case_id):
            yield case_id, event["payload"]["message"]


def _missed_the_desk(evidence: Evidence) -> Iterator[str]:
    seen = _tokens_by_case(evidence)
    texts = {row["id"]: row["text"] for row in evidence.messages}
    for case_id, message_id in _human_at_writing(evidence):
        missing = [token for token in tokens(texts[message_id]) if _root(token) not in seen[case_id]]
        if missing:
            yield f"case {case_id}: {missing[0]} is not in its topic"


def _edits_missed(evidence: Evidence) -> Iterator[str]:
    """The newest wording of a line edited while people had the case is in the topic, or a newer one."""
    shown = {token for message in evidence.desk for token in tokens(_text(message))}
    texts = {row["id"]: row["text"] for row in evidence.messages}
    human: dict[int, bool] = {}
    for event in evidence.events:
        case_id, kind = event["case_id"], event["type"]
        if kind in _HUMAN or kind in _NOT_HUMAN:
            human[case_id] = kind in _HUMAN
        elif kind == "customer_edited" and human.get(case_id):
            for token in tokens(texts[event["payload"]["message"]]):
                if token not in shown:
                    yield f"case {case_id}: the edit {token} is not in its topic"


def _tokens_by_case(evidence: Evidence) -> dict[int, set[str]]:
    """Which lines the topics of each case show; a topic's name tells the number of its case."""
    cases = _topics(evidence)
    seen: dict[int, set[str]] = defaultdict(set)
    for message in evidence.desk:
        case_id = cases.get(message.get("message_thread_id", 0))
        if case_id is not None:
            seen[case_id].update(_root(token) for token in tokens(_text(message)))
    return seen


def _topics(evidence: Evidence) -> dict[int, int]:
    found: dict[int, int] = {}
    for message in evidence.desk:
        created = message.get("forum_topic_created")
        if created and "№" in created["name"]:
            found[message["message_id"]] = int(created["name"].partition("№")[2].split()[0])
    return found


def _missed_the_customer(evidence: Evidence) -> Iterator[str]:
    """Each agent's line is with a customer in its newest wording, or the topic says that it did not go."""
    arrived = {token for messages in evidence.chats.values() for message in messages
               for token in tokens(_text(message)) if message["from"]["is_bot"]}  # fmt: skip
    refused = Counter(
        message.get("message_thread_id")
        for message in evidence.desk
        if message["from"]["is_bot"] and _REFUSED in _text(message)
    )
    for message in evidence.desk:
        if message["from"]["is_bot"]:
            continue
        for token in tokens(_text(message)):
            if token.startswith("a") and token not in arrived:
                if refused[message.get("message_thread_id")] > 0:
                    refused[message.get("message_thread_id")] -= 1
                else:
                    yield f"topic {message.get('message_thread_id')}: «{_text(message)}» did not arrive"


def _leaked_notes(evidence: Evidence) -> Iterator[str]:
    for chat_id, messages in evidence.chats.items():
        for message in messages:
            if any(token.startswith("n") for token in tokens(_text(message))):
                yield f"{chat_id} got the note «{_text(message)}»"


# -- order and silence --------------------------------------------------------------------------------


def _out_of_order(evidence: Evidence) -> Iterator[str]:
    """First arrivals are in the order of writing: customer to topic, agent to customer, line zero's own."""
    yield from _copies_out_of_order(evidence)
    last: dict[int, int] = {}
    for row in evidence.messages:
        if row["author_kind"] == "customer" and row["external_id"]:  # a question from the menu has none
            if last.get(row["chat_id"], 0) > row["external_id"]:
                yield f"{row['chat_id']}: message {row['external_id']} was handled late"
            last[row["chat_id"]] = row["external_id"]
    sent: dict[str, int] = {}
    for row in sorted(evidence.outbox, key=lambda row: (row["lane"], row["rank"], row["id"])):
        ids = (row["result"] or {}).get("ids")
        if row["lane"].startswith("chat:") and row["action"] in duplicates.NEW and ids:
            if sent.get(row["lane"], 0) > ids[0]:
                yield f"{row['lane']}: row {row['id']} arrived before the one written earlier"
            sent[row["lane"]] = ids[0]
    handled: dict[str, str] = {}
    for row in evidence.inbox:
        at = str(row["handled_at"])
        if handled.get(row["lane"], "") > at:
            yield f"{row['lane']}: update {row['update_id']} was handled before an earlier one"
        handled[row["lane"]] = at


def _copies_out_of_order(evidence: Evidence) -> Iterator[str]:
    arrived: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    known: set[tuple[int, int, int, int]] = set()
    for call in evidence.calls:
        if call["method"] not in ("copyMessage", "copyMessages") or not call["applied"]:
            continue
        params = call["params"]
        way = (params["from_chat_id"], params["chat_id"], params.get("message_thread_id", 0))
        for source in params.get("message_ids") or [params["message_id"]]:
            if (*way, source) not in known:
                known.add((*way, source))
                arrived[way].append(source)
    topics = {message["message_id"]: message.get("message_thread_id", 0) for message in evidence.desk}
    for (from_chat, to_chat, thread), sources in arrived.items():
        for talk in _by_topic(topics, sources) if from_chat < 0 else (sources,):
            for earlier, later in pairwise(talk):
                if later < earlier:
                    yield f"{from_chat} → {to_chat} {thread or ''}: {later} arrived after {earlier}"


def _by_topic(topics: dict[int, int], sources: list[int]) -> Iterable[list[int]]:
    """A customer's agents may write in topics of two cases at once; each is ordered by itself."""
    found: dict[int, list[int]] = defaultdict(list)
    for source in sources:
        found[topics.get(source, 0)].append(source)
    return found.values()


def _bot_lines_after(evidence: Evidence) -> Iterator[str]:
    """In the customer's own chat: a line of line zero below the notice that people have the case."""
    notices: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    lines: list[Json] = []
    for row in evidence.outbox:
        ids = (row["result"] or {}).get("ids")
        if not row["chat_id"] or row["chat_id"] < 0 or not ids or row["case_id"] is None:
            continue
        if row["author"] == "bot" and row["action"] in duplicates.NEW:
            lines.append(row)
        elif row["key"].startswith("case:") and (":handoff:" in row["key"] or ":claimed:" in row["key"]):
            notices[row["chat_id"], row["case_id"]].append((ids[0], row["epoch"]))
    for row in lines:
        for notice, epoch in notices[row["chat_id"], row["case_id"]]:
            if max(row["result"]["ids"]) > notice and row["epoch"] < epoch:
                yield f"case {row['case_id']}: row {row['id']} of epoch {row['epoch']} came in epoch {epoch}"


# -- one winner, one effect ---------------------------------------------------------------------------


def _double_claims(evidence: Evidence) -> Iterator[str]:
    """Between two claims of a case there is always something that freed it."""
    owned: dict[int, bool] = {}
    for event in evidence.events:
        case_id, kind = event["case_id"], event["type"]
        if kind == "claimed":
            if owned.get(case_id):
                yield f"case {case_id} was claimed twice (event {event['seq']})"
            owned[case_id] = True
        elif kind == "transferred":  # given to somebody: back to the last agent, say
            owned[case_id] = True
        elif kind in ("released", "lease_expired", "solved", "rejected", "reopened"):
            owned[case_id] = False


def _double_topics(evidence: Evidence) -> Iterator[str]:
    for case_id, times in Counter(_topics(evidence).values()).items():
        if times > 1:
            yield f"case {case_id} has {times} topics"


def _double_presses(evidence: Evidence) -> Iterator[str]:
    reactions = Counter(
        (event["case_id"], event["payload"].get("answer"))
        for event in evidence.events
        if event["type"] in ("helped", "not_helped")
    )
    for (case_id, answer), times in reactions.items():
        if times > 1:
            yield f"case {case_id}: answer {answer} was judged {times} times"


def _duplicates(evidence: Evidence) -> Figure:
    found = duplicates.find(evidence)
    value = f"{found.total}, each explained" if not found.unexplained else f"{found.total}"
    causes = ", ".join(f"{count} {cause}" for cause, count in sorted(found.causes.items()))
    return Figure(
        "messages that customers got twice",
        f"{value} ({causes})" if causes else value,
        tuple(found.unexplained),
    )


def _outgoing(evidence: Evidence) -> Figure:
    """Each row has ended, and those that did not arrive say why."""
    states = Counter(row["state"] for row in evidence.outbox)
    bad = [f"row {row['id']} ({row['action']}) is still {row['state']}" for row in evidence.outbox
           if row["state"] in ("pending", "sending")]  # fmt: skip
    bad += [f"row {row['id']} ({row['action']}) failed without a reason" for row in evidence.outbox
            if row["state"] in ("failed", "unknown") and not row["error"]]  # fmt: skip
    value = ", ".join(f"{state} {count}" for state, count in sorted(states.items()))
    return Figure("outgoing rows by their end", value, tuple(bad))


def _text(message: Json) -> str:
    return str(message.get("text") or message.get("caption") or "")


def _root(token: str) -> str:
    """A line's token whatever its edit."""
    return token.partition("e")[0]
