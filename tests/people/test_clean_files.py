"""What comes out of the darkroom holds the picture or the pages and nothing else."""

import io
import re

import pytest
from PIL import Image, ImageCms
from pypdf import PdfReader

from people import clean_pdf, clean_photo, darkroom, file_rules, files
from people.clean_jpeg import without_metadata
from people.file_rules import Unusable
from tests.people import samples


def opened(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


def red_is_above(picture: Image.Image) -> bool:
    red, green, blue = picture.getpixel((picture.width // 2, 3))
    return red > 200 and green < 80 and blue < 80


def test_metadata_and_what_hides_behind_the_picture_stay_outside() -> None:
    content = samples.with_secrets()
    assert samples.PLACE in content
    facts, made, small = clean_photo.develop(content)
    assert facts == {"width": 300, "height": 400}
    for secret in (samples.PLACE, b"script", b"Kit", b"Exif"):
        assert secret not in made
        assert secret not in small
    assert not opened(made).getexif()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_stands_as_the_phone_was_held(orientation: int) -> None:
    upright = samples.drawing()
    undone = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_270,
    }  # fmt: skip
    lying = upright.transpose(undone[orientation]) if orientation in undone else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    facts, made, _ = clean_photo.develop(samples.saved(lying, exif=exif))
    assert (facts["width"], facts["height"]) == (300, 400)
    assert red_is_above(opened(made))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (samples.photo(), "JPEG"),
        (samples.saved(samples.drawing(), "PNG"), "PNG"),
        (samples.saved(samples.drawing(), "WEBP", lossless=True), "WebP"),
        (samples.saved(samples.drawing(mode="CMYK")), "CMYK"),
        (samples.saved(samples.drawing(mode="RGBA"), "PNG"), "transparent"),
        (samples.saved(samples.drawing(mode="P"), "PNG", transparency=0), "palette"),
        (samples.two_in_one(), "MPO"),
        (samples.photo((3000, 4000)), "large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_kind_of_photo_becomes_a_jpeg_of_a_sensible_size(content: bytes, why: str) -> None:
    facts, made, small = clean_photo.develop(content)
    picture = opened(made)
    assert (picture.format, picture.mode) == ("JPEG", "RGB")
    assert picture.size == (facts["width"], facts["height"])
    assert red_is_above(picture)
    assert max(picture.size) <= file_rules.LONGEST_SIDE
    assert max(opened(small).size) <= file_rules.SMALL_SIDE


@pytest.mark.parametrize("mode", ["1", "L", "LA", "I;16"])
def test_pictures_without_colour_keep_their_greys(mode: str) -> None:
    source = Image.new("L", (20, 20), 255).convert("I;16" if mode == "I;16" else mode)
    if mode == "I;16":
        source = source.point(lambda value: value * 257)
    _, made, _ = clean_photo.develop(samples.saved(source, "PNG"))
    assert min(opened(made).getpixel((5, 5))) > 240


def test_what_was_see_through_becomes_white_and_not_black() -> None:
    clear = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    _, made, _ = clean_photo.develop(samples.saved(clear, "PNG"))
    assert opened(made).getpixel((5, 5)) == (255, 255, 255)


def test_a_colour_profile_does_not_come_along() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    _, made, _ = clean_photo.develop(samples.saved(samples.drawing(), icc_profile=profile))
    assert "icc_profile" not in opened(made).info


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (samples.bomb(), file_rules.TOO_MANY_PIXELS),
        (samples.lying_header(), file_rules.TOO_MANY_PIXELS),
        (samples.moving("PNG"), file_rules.MOVING),
        (samples.moving("WEBP"), file_rules.MOVING),
        (samples.photo()[:2000], file_rules.BROKEN_PHOTO),
        (samples.photo()[:30] + b"\x00" * 3000, file_rules.BROKEN_PHOTO),
    ],
    ids=["bomb", "lying header", "moving PNG", "moving WebP", "cut short", "overwritten"],
)
def test_a_photo_that_cannot_be_kept_is_refused_in_words(content: bytes, sentence: str) -> None:
    with pytest.raises(Unusable) as refusal:
        clean_photo.develop(content)
    assert str(refusal.value) == sentence


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    def unpacked(self: Image.Image) -> None:
        raise AssertionError("its pixels were asked for")

    content = samples.bomb()
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", unpacked)
    with pytest.raises(Unusable):
        clean_photo.develop(content)


@pytest.mark.parametrize(
    ("content", "kind", "sentence"),
    [
        (b"", "photo", file_rules.EMPTY),
        (b"", "document", file_rules.EMPTY),
        (samples.HEIC, "photo", file_rules.HEIC),
        (samples.SVG, "photo", file_rules.NOT_A_PHOTO),
        (samples.SCRIPT, "photo", file_rules.NOT_A_PHOTO),
        (samples.paper(), "photo", file_rules.NOT_A_PHOTO),
        (samples.saved(samples.drawing((9, 9)), "GIF"), "photo", file_rules.NOT_A_PHOTO),
        (samples.photo(), "document", file_rules.NOT_A_PDF),
        (samples.SCRIPT, "document", file_rules.NOT_A_PDF),
        (b"\xff" * (file_rules.COMES_IN + 1), "photo", file_rules.TOO_LARGE),
    ],
)
def test_it_is_known_by_its_content(content: bytes, kind: str, sentence: str) -> None:
    with pytest.raises(Unusable) as refusal:
        files.recognise(content, kind=kind)
    assert str(refusal.value) == sentence


def test_a_paper_loses_all_that_does_something_and_keeps_how_it_looks() -> None:
    before = samples.armed_paper()
    assert b"SECRETLYOPEN" in before
    facts, made = clean_pdf.rewrite(before)
    assert facts == {"pages": 1}
    for secret in (rb"SECRET", rb"Kit", rb"Exif", rb"script", rb"evil"):
        assert not re.search(secret, made), secret
    for key in (rb"/AA\b", rb"/JavaScript", rb"/Launch", rb"/URI", rb"/EmbeddedFile", rb"/AcroForm",
                rb"/OpenAction", rb"/Names", rb"/Metadata", rb"/Link\b"):  # fmt: skip
        assert not re.search(key, made), key
    page = PdfReader(io.BytesIO(made)).pages[0]
    assert page.extract_text().strip() == "Looks harmless"
    kinds = [mark.get_object()["/Subtype"] for mark in page["/Annots"]]
    assert kinds == ["/Stamp", "/Highlight"], "a filled-in field is drawn, and cannot be filled in"
    assert b"re f" in page["/Annots"][0].get_object()["/AP"]["/N"].get_object().get_data()
    picture = page["/Resources"]["/XObject"]["/JS"].get_object()
    assert picture._data[:2] == b"\xff\xd8"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (samples.locked_paper(), file_rules.LOCKED_PDF),
        (samples.paper()[:200], file_rules.BROKEN_PDF),
        (b"%PDF-1.7\n" + b"\x00" * 500, file_rules.BROKEN_PDF),
        (samples.paper(pages=0), file_rules.NO_PAGES),
        (samples.paper(pages=201), file_rules.TOO_MANY_PAGES),
    ],
    ids=["locked", "cut short", "no PDF inside", "no pages", "too many pages"],
)
def test_a_paper_that_cannot_be_kept_is_refused_in_words(content: bytes, sentence: str) -> None:
    with pytest.raises(Unusable) as refusal:
        clean_pdf.rewrite(content)
    assert str(refusal.value) == sentence


def test_a_jpeg_in_a_paper_is_the_same_picture_without_its_telling_parts() -> None:
    before = samples.with_secrets(orientation=6)
    after = without_metadata(before)
    assert samples.PLACE not in after
    assert b"Kit" not in after
    assert opened(after).tobytes() == opened(before).tobytes()
    assert without_metadata(b"no jpeg") == b"no jpeg"


def test_the_darkroom_is_a_process_of_its_own_and_passes_on_its_sentence() -> None:
    clean = files.made_anew(samples.photo(), kind="photo")
    assert opened(clean.content).size == (300, 400)
    assert clean.small
    assert clean.facts == {"width": 300, "height": 400}
    with pytest.raises(files.Invalid) as said:
        files.made_anew(samples.bomb(), kind="photo")
    assert said.value.errors == {"file": [file_rules.TOO_MANY_PIXELS]}
    assert darkroom.REFUSED == files.DARKROOM_REFUSED


def test_a_decoder_that_falls_over_is_the_files_fault_and_not_an_error_page(monkeypatch) -> None:
    class Fallen:
        returncode, stdout, stderr = -11, b"", b""

    monkeypatch.setattr("people.files.subprocess.run", lambda *args, **options: Fallen)
    with pytest.raises(files.Invalid) as said:
        files.made_anew(samples.photo(), kind="photo")
    assert said.value.errors == {"file": [file_rules.UNREADABLE]}


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\kit\\me.jpg", "me.jpg"),
        ("a\x00b\x1fc", "abc"),
        ("invoice\u202egpj.exe", "invoicegpj.exe"),
        ("  two   words ", "two words"),
        ("x" * 300, "x" * 200),
        ("Zoë’s photo 👧", "Zoë’s photo 👧"),
        ("\u202e\x00", ""),
    ],
)
def test_a_title_is_what_can_be_read(name: str, title: str) -> None:
    assert files.title_of(name) == title
