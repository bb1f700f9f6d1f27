"""What a personalised copy costs, in one run: ours, a plain WeasyPrint process a copy, and Typst with a warm compiler.

    python -m tests.benchmarks.copies [copies]

CPU seconds a copy of 200 copies of the example edition's handbook whose cover, contact and code differ. Ours counts everything from
the edition file to the files on the disk, the book itself included; WeasyPrint is the `weasyprint` command on the same HTML, two copies of
it; Typst (`pip install typst`, left out where it isn't there) compiles `typst_book.py`'s book again and again in one process, its first
compilation not counted and the drawing of each code counted; so ours is told with the book and without. Only ratios mean anything on a
noisy machine. The limits are 0.04 of WeasyPrint and 0.5 of Typst.
"""

from __future__ import annotations

import io
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from handbook import engine, qr
from handbook.edition.load import find
from handbook.edition.recipient import Recipient
from handbook.findings import Place
from handbook.finishing import Wanted
from handbook.galley.copies import Addressee
from handbook.pipeline import prepare
from handbook.runs import merge, output
from handbook.runs.copies import Book, copies, draft_of
from handbook.runs.workers import collect_seldom
from tests.benchmarks import typst_book
from tests.benchmarks.whole_build import plain

EDITION = "sonnengelb-strom"


def recipients(count: int) -> list[Addressee]:
    """As many recipients, each with a contact and a code of its own."""
    return [
        Addressee(
            number,
            Recipient(
                name=f"Klasse {number}a",
                school=f"Musterschule Nord {number}",
                greeting="Viel Erfolg auf der Messe!",
                contact=f"Alex Muster {number}",
                phone=f"+49 30 23125 {number:03}",
                qr=f"www.example.org/schulen/{number}",
            ),
            Place("list.csv", number + 1),
        )
        for number in range(1, count + 1)
    ]


def ours(whom: list[Addressee], folder: Path) -> tuple[float, float, Book]:
    """CPU seconds of the book and of all copies."""
    engine.load()
    collect_seldom()  # as each worker of a merge does before its first batch
    start = time.process_time()
    ready = prepare(find(EDITION), wanted=["handbook"])
    book = merge.book_of(draft_of(ready, "de"), Wanted())
    bound = time.process_time() - start
    start = time.process_time()
    for at in range(0, len(whom), merge.BATCH):
        for finished in copies(book, whom[at : at + merge.BATCH]):
            assert finished.data, finished.findings
            assert not finished.whole
            output.put(folder / f"{finished.number}.pdf", finished.data)
        merge.clear_away()
    return bound, time.process_time() - start, book


def typst(whom: list[Addressee], book: Book, folder: Path) -> tuple[float, int] | None:
    """CPU seconds of a copy, and its pages; nothing where Typst isn't installed."""
    try:
        import typst as engine_of_typst
    except ImportError:
        return None
    main = typst_book.write(book.general, folder)
    compiler: Any = engine_of_typst.Compiler(main, font_paths=[str(typst_book.FONTS)], ignore_system_fonts=True)
    spent = 0.0
    data = b""
    for count, each in enumerate(whom):
        code = f"art/code-{each.number}.svg"
        said = {"name": each.recipient.name, "school": each.recipient.school, "greeting": each.recipient.greeting, "contact": each.recipient.contact}
        start = time.process_time()
        (folder / code).write_bytes(qr.svg(f"https://{each.recipient.qr}"))  # it makes none itself
        data = compiler.compile(format="pdf", sys_inputs={**said, "phone": each.recipient.phone, "code": code})
        (folder / f"{each.number}.pdf").write_bytes(data)
        spent += time.process_time() - start if count else 0
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert "/StructTreeRoot" in pdf.Root, "Typst's file isn't tagged"
        return spent / (len(whom) - 1), len(pdf.pages)


def main(count: str = "200") -> None:
    """Measure and print."""
    whom = recipients(int(count))
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room)
        bound, spent, book = ours(whom, folder)
        mine = (bound + spent) / len(whom)
        print(f"ours          {mine:6.3f} s a copy: {spent / len(whom):.3f}, and the book {bound:.2f} s once; {book.pages} pages; {peak():.0f} MB")
        theirs = sum(plain(book.draft.book(each.recipient), folder / "plain") for each in whom[:2]) / 2
        print(f"weasyprint    {theirs:6.3f} s a copy: ours is {mine / theirs:.3f} of it")
        if told := typst(whom, book, folder / "typst"):
            print(f"typst         {told[0]:6.3f} s a copy, {told[1]} pages: ours is {mine / told[0]:.2f} of it, {spent / len(whom) / told[0]:.2f} without the book")
        else:
            print("typst isn't installed: pip install typst")


def peak() -> float:
    """Megabytes that this process had at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
