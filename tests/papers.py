"""Files of our own, made by hand: PDFs, Word documents, mails and feeds that say what a test wants."""

import zlib
from email.message import EmailMessage
from io import BytesIO
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn

STORY = "The old bridge was closed on Monday, the mayor said. Engineers denied that two of its cables had given way."


def pdf(*pages: str, info: str = "", box: str = "0 0 612 792", more: str = "", crop: str = "") -> bytes:
    """A PDF whose pages have these content streams, in Helvetica as /F1, and `more` among their resources."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    kids = []
    for content in pages:
        data = zlib.compress(content.encode("cp1252")).decode("latin-1")
        objects.append(f"<< /Length {len(data)} /Filter /FlateDecode >>\nstream\n{data}\nendstream")
        cropped = f"/CropBox [{crop}]" if crop else ""
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] {cropped} /Contents {len(objects)} 0 R"
        objects.append(f"{page} /Resources << /Font << /F1 3 0 R >> {more} >> >>")
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return _written(objects, f"<< {info} >>")


def _written(objects: list[str], info: str) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate([*objects, info], 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(places) + 1
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R /Info {size - 1} 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode("latin-1")


def lines(*texts: str, size: float = 11, before: str = "0 g", at: tuple[int, int] = (72, 700)) -> str:
    """The content of a page: these lines under each other, drawn after the operators `before`."""
    shown = " ".join(f"({text.replace('(', chr(92) + '(').replace(')', chr(92) + ')')}) Tj 0 -14 Td" for text in texts)
    return f"BT {before} /F1 {size} Tf {at[0]} {at[1]} Td {shown} ET"


def word(*paragraphs: str, title: str = "", author: str = "") -> Any:
    """A Word document that python-docx can go on with."""
    made = docx.Document()
    made.core_properties.title, made.core_properties.author = title, author
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    return made


def with_notes(made: Any, kind: str, *notes: str) -> None:
    """Give a Word document footnotes or endnotes (`kind` "footnote" or "endnote"), cited at the ends of the first paragraphs."""
    apart = f'<w:{kind} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
    mark = f"<w:r><w:{kind}Ref/></w:r>"
    held = "".join(
        f'<w:{kind} w:id="{number}"><w:p>{mark}<w:r><w:t xml:space="preserve"> {words}</w:t></w:r></w:p></w:{kind}>'
        for number, words in enumerate(notes, 1)
    )
    data = f"<w:{kind}s {nsdecls('w')}>{apart}{held}</w:{kind}s>".encode()
    sort = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml"
    part = Part(PackURI(f"/word/{kind}s.xml"), sort, data, made.part.package)
    made.part.relate_to(part, getattr(RELATIONSHIP_TYPE, f"{kind}s".upper()))
    for number in range(1, len(notes) + 1):
        cited = OxmlElement(f"w:{kind}Reference")
        cited.set(qn("w:id"), str(number))
        made.paragraphs[number - 1].add_run()._r.append(cited)


def saved(document: Any) -> bytes:
    """The bytes of a Word document."""
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def mail(text: str | None = None, page: str | None = None, attached: tuple[str, bytes] | None = None) -> bytes:
    """A mail by Ada Poe with a plain text, an HTML alternative and an attachment, as far as they are given."""
    made = EmailMessage()
    made["From"], made["Subject"] = "Ada Poe <ada@example.org>", "The bridge is closed"
    made["Date"], made["Message-ID"] = "Wed, 03 Mar 2021 08:00:00 +0000", "<1@example.org>"
    if text is not None:
        made.set_content(text)
    if page is not None:
        made.add_alternative(page, subtype="html") if text is not None else made.set_content(page, subtype="html")
    if attached is not None:
        made.add_attachment(attached[1], maintype="application", subtype="pdf", filename=attached[0])
    return bytes(made)


def rss(*items: tuple[str, str, str]) -> bytes:
    """An RSS 2.0 feed of The Harbour Post; each item is its title, its address and its HTML."""
    inner = "".join(
        f"<item><title>{title}</title><link>{link}</link><author>ada@example.org (Ada Poe)</author>"
        f"<pubDate>Wed, 03 Mar 2021 08:00:00 GMT</pubDate><description><![CDATA[{page}]]></description></item>"
        for title, link, page in items
    )
    head = '<?xml version="1.0"?><rss version="2.0"><channel><title>The Harbour Post</title><link>https://example.org/</link>'
    return f"{head}{inner}</channel></rss>".encode()


def atom(title: str, page: str) -> bytes:
    """An Atom feed of one entry."""
    return f"""<?xml version="1.0" encoding="utf-8"?><!-- made by hand -->
<feed xmlns="http://www.w3.org/2005/Atom"><title>The Harbour Post</title>
<id>urn:x:1</id><updated>2021-03-04T08:00:00Z</updated><entry><title>{title}</title><id>urn:x:2</id><author><name>Ada Poe</name></author>
<link href="https://example.org/1"/><published>2021-03-03T23:30:00Z</published><updated>2021-03-05T08:00:00Z</updated>
<content type="html"><![CDATA[{page}]]></content></entry></feed>""".encode()
