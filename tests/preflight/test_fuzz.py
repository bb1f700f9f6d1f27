"""Files that were cut off, damaged or tampered with end in findings or in a clean refusal, each within a moment."""

from __future__ import annotations

import io
import random
import time
import warnings
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream, String

from handbook.findings import Finding
from handbook.preflight.finished import check
from tests.channels.press_room import shop
from tests.preflight.our_files import checklist

LONGEST_S = 5.0
"""Seconds of work for one file; a good one takes a fiftieth of it."""
FEW, MANY = 60, 2000

Damage = Callable[[random.Random, bytearray], None]


def look(data: bytes) -> list[Finding]:
    """What a person is told of a file for screens, and of the same for a print shop."""
    return [*check(data, "a.pdf"), *check(data, "a.pdf", shop())]


def cut_off(dice: random.Random, data: bytearray) -> None:
    del data[dice.randrange(len(data)) :]


def cut_out(dice: random.Random, data: bytearray) -> None:
    start = dice.randrange(len(data))
    del data[start : start + dice.choice([1, 7, 100, 3000])]


def flip(dice: random.Random, data: bytearray) -> None:
    for _ in range(dice.choice([1, 3, 20, 200])):
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)


def overwrite(dice: random.Random, data: bytearray) -> None:
    start, length = dice.randrange(len(data)), dice.choice([4, 50, 800])
    data[start : start + length] = dice.choice([b"\0" * length, b"(" * length, b"9" * length, dice.randbytes(length), b"<<" * (length // 2)])


def swap(dice: random.Random, data: bytearray) -> None:
    """Two pieces change places."""
    length = dice.choice([8, 60, 500])
    first, second = (dice.randrange(len(data) - length) for _ in range(2))
    data[first : first + length], data[second : second + length] = data[second : second + length], data[first : first + length]


def digits(dice: random.Random, data: bytearray) -> None:
    """Other numbers in plain text: lengths, offsets, references."""
    places = [at for at, byte in enumerate(data) if 48 <= byte <= 57]
    for _ in range(dice.choice([1, 5, 40])):
        data[dice.choice(places)] = dice.randrange(48, 58)


def table(dice: random.Random, data: bytearray) -> None:
    """The table of objects, or the way to it, is wrong."""
    start = max(data.rfind(b"startxref"), data.rfind(b"xref"), 0)
    tail = bytearray(data[start:])
    dice.choice([flip, digits, cut_off])(dice, tail)
    data[start:] = tail


def unpacked(dice: random.Random, data: bytearray) -> None:
    """Damage below the packing, where names and references are: one of them becomes another."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(bytes(data))) as pdf:
        pdf.save(out, qdf=True, static_id=True)
    data[:] = out.getvalue()
    words = [b" 0 R", b"/Kids", b"/K ", b"/Pg", b"/Parent", b"/Type", b"/Contents", b"/Length", b"/Filter", b"/S ", b"/Names", b"/Annots", b"/Rect", b"/Font", b"/ToUnicode"]
    for _ in range(dice.choice([1, 4, 30])):
        word = dice.choice(words)
        at = data.find(word, dice.randrange(len(data)))
        if at < 0:
            continue
        if word == b" 0 R":
            while at and 48 <= data[at - 1] <= 57:
                at -= 1
                data[at] = dice.randrange(49, 58)
        else:
            other = dice.choice(words)
            data[at : at + len(word)] = other[: len(word)].ljust(len(word))


def tampered(dice: random.Random, data: bytearray) -> None:
    """What stands under a key or in a list becomes something else, in a file that is whole."""
    out = io.BytesIO()
    with warnings.catch_warnings(), pikepdf.open(io.BytesIO(bytes(data))) as pdf:
        things = [item for item in pdf.objects if isinstance(item, (Dictionary, Stream)) or (isinstance(item, Array) and len(item))]
        for _ in range(dice.choice([1, 5, 40])):
            thing, other = dice.choice(things), dice.choice(things)
            value = dice.choice(
                [other, other, 7, -1, 10**12, 0.5, True, Name.X, String("\ufffe\0"), String(""), Array([]), Array([other]), Dictionary(), Dictionary(S=Name.X, K=other)]
            )
            if isinstance(thing, Array):
                thing[dice.randrange(len(thing))] = value
            else:
                thing[dice.choice(sorted(set(thing.keys()) - {"/Length"}) or ["/X"])] = value
        try:
            warnings.simplefilter("ignore")
            pdf.save(out, static_id=True, fix_metadata_version=False)
        except Exception:  # too much was broken for it to be written; then the file stays whole
            return
    data[:] = out.getvalue()


DAMAGES: tuple[Damage, ...] = (cut_off, cut_out, flip, overwrite, swap, digits, table, unpacked, tampered)


def damaged(number: int) -> bytes:
    """A case by its number: always the same."""
    dice = random.Random(number)
    data = bytearray(checklist()[number % 2])
    DAMAGES[number // 2 % len(DAMAGES)](dice, data)
    return bytes(data)


def survives(numbers: range) -> None:
    said = 0
    for number in numbers:
        data, start = damaged(number), time.process_time()
        found = look(data)  # whatever it raises fails the test, with the number of the case above it
        assert time.process_time() - start < LONGEST_S, number
        assert all(finding.place.file == "a.pdf" and str(finding) for finding in found), number
        said += bool(found)
    assert said > len(numbers) / 2


def test_a_few_damaged_files_end_in_findings_or_a_clean_refusal() -> None:
    survives(range(FEW))


@pytest.mark.sweep
@pytest.mark.parametrize("part", range(8))
def test_two_thousand_damaged_files_end_in_findings_or_a_clean_refusal(part: int) -> None:
    survives(range(part * MANY // 8, (part + 1) * MANY // 8))
