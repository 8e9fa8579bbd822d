"""Turns bytes into characters, or says what the bytes seem to be instead."""

import codecs
import re
import unicodedata

from .model import Unreadable

_PASTE = "Open it, copy the story's text and paste that instead."
_SAVE = "Save it again as plain text in UTF-8, or paste the text."

# First bytes of files that are offered by mistake, and what to call them.
_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a Word document or another zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Office document"),
    (b"{\\rtf", "a rich-text (RTF) document"),
    (b"%!PS", "a PostScript file"),
    (b"\x89PNG", "an image (PNG)"),
    (b"\xff\xd8\xff", "an image (JPEG)"),
    (b"GIF8", "an image (GIF)"),
    (b"II*\x00", "an image (TIFF)"),
    (b"MM\x00*", "an image (TIFF)"),
    (b"RIFF", "an image, sound or video file"),
    (b"ID3", "a sound file (MP3)"),
    (b"OggS", "a sound or video file"),
    (b"\x1aE\xdf\xa3", "a video file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Labels that in practice mean a larger set, as browsers read them (WHATWG Encoding, section 4.2).
_LARGER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
_KNOWN = re.compile(
    r"utf-(8|16|16-le|16-be)|ascii|iso8859-\d+|cp125\d|cp866|cp874|koi8-[ru]|mac-(roman|cyrillic)"
    r"|gb2312|gbk|gb18030|big5(hkscs)?|shift_jis|cp932|euc_jp|iso2022_jp|euc_kr|cp949"
)
_META_CHARSET = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?([\w-]+)"
)
# What a windows-1252 text holds above ASCII: typographic marks, and letters with accents.
_TYPOGRAPHIC = set("‘’“”‚„‹›«»–—…•·€£¥§©®™°¡¿ªº½¼¾´\xa0\xad")
# UTF-8 read as windows-1252: a curly mark, or an accented letter.
_MOJIBAKE = re.compile("â€|Ã[\x80-\xbf©¨¡¢¤¼¶³±§]|Â[«»©\xa0]")
# No text needs them: C0 but for tab and line ends, DEL; C1 but for NEL.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
# Invisible, and never words: soft hyphen, zero width space, byte order mark, bidirectional
# overrides that show a text other than it is stored (Unicode TR 36), lone surrogates.
_INVISIBLE = re.compile(
    "[\xad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def decode(raw: bytes, charset: str) -> str:
    """The characters of a file: by its mark, its declared character set, UTF-8, windows-1252.

    Raises `Unreadable` for what is not text, saying what it seems to be.
    """
    _refuse_known_binary(raw)
    text = _by_mark(raw)
    if text is None:
        text = _by_declaration(raw, charset)
    return clean(_without_control(text))


def clean(text: str) -> str:
    """NFC, without invisible characters, every kind of line end a newline."""
    text = re.sub("\r\n?|[\x0b\x0c\x85\u2028]", "\n", text).replace("\u2029", "\n\n")
    text = _CONTROL.sub("", _INVISIBLE.sub("", text))
    return unicodedata.normalize("NFC", text)


def _refuse_known_binary(raw: bytes) -> None:
    start = raw[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    for magic, name in _MAGIC:
        if start.startswith(magic):
            raise Unreadable(f"This looks like {name}, not text. {_PASTE}")
    if raw[4:8] == b"ftyp":
        raise Unreadable(f"This looks like a video or photo from a phone, not text. {_PASTE}")


def _by_mark(raw: bytes) -> str | None:
    """Decode by byte order mark; a file that has one is what it says, whatever a server claims."""
    for mark, name in _MARKS:
        if raw.startswith(mark):
            try:
                return raw[len(mark) :].decode(name)
            except UnicodeDecodeError as error:
                raise Unreadable(
                    f"The file is damaged: it is not the {name} it says. {_SAVE}"
                ) from error
    return None


def _by_declaration(raw: bytes, charset: str) -> str:
    if b"\x00" in raw and "16" not in charset:
        raise Unreadable(f"This looks like a binary file, or UTF-16 without its mark. {_SAVE}")
    utf8 = _attempt(raw, "utf-8")
    for label in (charset, _meta_charset(raw)):
        name = _canonical(label)
        if not name or (name == "cp1252" and utf8 is not None):
            continue  # a server's default label: bytes are UTF-8 by design, never by chance
        text = _attempt(raw, name)
        if text is not None:
            return text
    return utf8 if utf8 is not None else _as_windows(raw)


def _meta_charset(raw: bytes) -> str:
    match = _META_CHARSET.search(raw[:4096].lower())
    return match[1].decode("ascii", "replace") if match else ""


def _canonical(label: str) -> str:
    """Python's name for a declared character set; empty if there is none that we trust."""
    try:
        name = codecs.lookup(label.strip()).name if label.isascii() and label.strip() else ""
    except (LookupError, ValueError):
        return ""
    return _LARGER.get(name, name) if _KNOWN.fullmatch(name) else ""


def _attempt(raw: bytes, name: str) -> str | None:
    try:
        return raw.decode(name)
    except (UnicodeError, LookupError):
        return None


def _as_windows(raw: bytes) -> str:
    """Decode as windows-1252 if what comes out is what a western European text looks like."""
    text = _attempt(raw, "cp1252")
    if text is None or _MOJIBAKE.search(text) or not _is_plausible_western(text):
        raise Unreadable(f"The file's character set is not clear: it is not UTF-8. {_SAVE}")
    return text


def _is_plausible_western(text: str) -> bool:
    high = [char for char in text if char > "\x7f"]
    expected = sum(char in _TYPOGRAPHIC or char.isalpha() for char in high)
    return len(high) <= 0.25 * len(text) and expected >= 0.9 * len(high)


def _without_control(text: str) -> str:
    """Drop a stray control character; refuse a text with many, which is none."""
    count = len(_CONTROL.findall(text))
    if "\x00" in text or count > max(2, len(text) // 500):
        raise Unreadable(f"This looks like a binary file, not text. {_PASTE}")
    return text
