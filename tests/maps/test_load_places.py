"""load_places: quick, safe to repeat, and it takes any file of the same form."""

import lzma
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from maps.management.commands.load_places import COLUMNS, DATA
from maps.models import LoadedFile, Place, PlaceName
from maps.timezones import ZONES

pytestmark = pytest.mark.django_db
HEAD = "\t".join(COLUMNS)
SUVA = "2198148\tSuva\tCentral\tFJ\t77366\tPacific/Fiji\t-18.14161\t178.44149\tSUV|Сува|สุวา"
VILLAGE = "99\tVillage\t\tFJ\t120\tPacific/Fiji\t-17.5\t178.1\t"


def load(*args):
    out = StringIO()
    call_command("load_places", *args, stdout=out)
    return out.getvalue()


@pytest.fixture
def small_file(tmp_path):
    def write(*rows, head=HEAD):
        file = tmp_path / "places.tsv"
        file.write_text("\n".join([head, *rows, ""]))
        return file

    return write


def test_the_file_of_this_repository_is_small_and_whole():
    assert DATA.stat().st_size < 2_500_000
    head, *rows = lzma.decompress(DATA.read_bytes()).decode().splitlines()
    assert head == HEAD
    assert len(rows) == 34_006
    assert {len(row.split("\t")) for row in rows} == {len(COLUMNS)}
    assert {row.split("\t")[5] for row in rows} <= ZONES


def test_a_second_run_changes_nothing(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert load() == "The gazetteer is loaded already.\n"


def test_another_file_updates_places_and_removes_none(small_file):
    before = Place.objects.count()
    assert load(small_file(SUVA.replace("77366", "80000"), VILLAGE)).endswith("2 places are loaded.\n")
    assert Place.objects.count() == before + 1
    assert Place.objects.get(id=2198148).population == 80_000
    assert sorted(PlaceName.objects.values_list("key", flat=True)) == sorted(["suva", "suv", "сува", "สุวา", "village"])
    assert LoadedFile.objects.get().places == 2


def test_a_packed_file_is_taken_too(small_file, tmp_path):
    packed = tmp_path / "places.tsv.xz"
    packed.write_bytes(lzma.compress(small_file(VILLAGE).read_bytes()))
    load(packed)
    assert Place.objects.get(id=99).point.coords == (178.1, -17.5)


def test_a_file_that_cannot_be_used_says_why(small_file, tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        load(tmp_path / "missing.tsv")
    with pytest.raises(CommandError, match="needs the columns id, name"):
        load(small_file(SUVA, head="id\tname"))
    picture = tmp_path / "picture.tsv"
    picture.write_bytes(b"\x89PNG\xff")
    with pytest.raises(CommandError, match="not a text file"):
        load(picture)
