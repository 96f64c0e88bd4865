"""A page names all modules that its script imports, so that none waits for another to be read."""

from pathlib import Path

from django.contrib.staticfiles import finders

from protests.templatetags.modules import imported, module

DAY = "protests/js/day.js"


def test_what_a_module_imports_is_found_however_far_down():
    names = imported(DAY)
    assert "protests/js/times.js" in names  # which it names itself
    assert "maps/js/outlines.js" in names  # which the base map names
    assert len(set(names)) == len(names)
    assert DAY not in names
    assert [name for name in names if not finders.find(name)] == []


def test_nothing_that_one_of_them_imports_is_missing():
    names = imported(DAY)
    for name in names:
        assert set(imported(name)) <= {*names, DAY}, Path(name).name


def test_the_page_asks_for_them_before_it_runs_the_script():
    html = module(DAY)
    assert html.count('rel="modulepreload"') == len(imported(DAY))
    assert html.rstrip().endswith('<script type="module" src="/static/protests/js/day.js"></script>')
