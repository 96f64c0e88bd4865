"""S13: password and second factor before anything private is seen. Bo moderates; Carla found his password."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.hashers import identify_hasher, make_password
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone as clock

from protests import settings as ours
from protests.actions import campaigns, secondfactor, signin
from protests.models import AuditEvent, Person, RecoveryCode, SecondFactor, SignIn
from protests.rules import onetime
from tests.conftest import PASSWORD, SECRET, DeskClient
from tests.contracts.routes import names

NOON = "2026-05-01T12:00:00Z"
DESK, LOGIN, SECOND, ACCOUNT = "/moderate/", "/moderate/login/", "/moderate/login/second/", "/moderate/account/"
PHONE = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/140 Mobile Safari/537.36"


@pytest.fixture
def moment(time_machine):
    time_machine.move_to(NOON, tick=False)
    return time_machine


@pytest.fixture
def halfway(bo):
    """Somebody gave Bo's password."""
    client = Client()
    client.post(LOGIN, {"email": "bo@example.org", "password": PASSWORD})
    return client


def _address(name):
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


def _prove(client, code):
    return client.post(SECOND, {"code": code})


class TestSettingUp:
    def test_who_has_none_gets_nothing_but_this_page(self, halfway, arguments_of_desk):
        for address in arguments_of_desk:
            response = halfway.get(address)
            is_form_alone = response.status_code == 405
            assert is_form_alone or response.headers["Location"] == f"{SECOND}?next={address}", address

    @pytest.fixture
    def arguments_of_desk(self, waiting):
        """Every address of the desk without arguments, and a submission's."""
        desk = sorted(name for name in names() if re.fullmatch("board|moderate|moderate_.*", name))
        found = [*filter(None, map(_address, desk)), reverse("moderate_submission", args=[waiting().id])]
        assert len(found) >= 10
        return found

    def test_the_picture_and_the_key_say_the_same(self, halfway, bo):
        response = halfway.get(SECOND)
        secret = response.context["secret"].replace(" ", "")
        assert len(secret) == 32
        assert f"secret={secret}" in response.context["uri"]
        assert "bo%40example.org" in response.context["uri"]
        assert "<svg" in response.content.decode()
        assert halfway.get(SECOND).context["secret"] == response.context["secret"]

    def test_the_right_code_turns_it_on_and_shows_the_recovery_codes_once(self, halfway, bo, moment):
        halfway.get(SECOND)
        response = _prove(halfway, _app_shows(bo))
        codes = re.findall(r"<code>([2-9A-Z]{4}-[2-9A-Z]{4})</code>", response.content.decode())
        assert len(set(codes)) == 10
        assert response["Cache-Control"] == "no-store, private"
        assert halfway.get(DESK).status_code == 200
        assert not any(code in halfway.get(ACCOUNT).content.decode() for code in codes)
        assert not any(code.replace("-", "").encode() in bytes(row.digest) for code in codes for row in _codes())

    def test_a_wrong_code_does_not(self, halfway, bo):
        response = _prove(halfway, "000000")
        assert response.status_code == 422
        assert "does not fit" in response.content.decode()
        assert halfway.get(DESK).status_code == 302
        assert not SecondFactor.objects.exclude(confirmed_at=None).exists()

    def test_the_secret_is_sealed(self, halfway, bo):
        secret = halfway.get(SECOND).context["secret"].replace(" ", "")
        assert secret.encode() not in bytes(SecondFactor.objects.get().sealed_secret)

    def test_who_only_has_the_password_cannot_set_up_another(self, halfway, bo, second_factor):
        """Carla: the app of Bo is asked for, and no picture shown."""
        second_factor(bo)
        body = halfway.get(SECOND).content.decode()
        assert "<svg class" not in body.partition("<main")[2].partition("</main>")[0]
        assert "QR code" not in body
        assert _prove(halfway, "000000").status_code == 422


def _codes():
    return RecoveryCode.objects.all()


def _app_shows(person):
    return onetime.code(secondfactor.secret_of(person=person), clock.now())


class TestProving:
    @pytest.fixture(autouse=True)
    def _set_up(self, bo, second_factor, moment):
        second_factor(bo)

    def _code(self, seconds=0):
        return onetime.code(SECRET, clock.now() + timedelta(seconds=seconds))

    @pytest.mark.parametrize(("seconds", "status"), [(0, 302), (-30, 302), (30, 302), (-60, 422), (60, 422)])
    def test_a_clock_may_be_half_a_minute_off(self, halfway, moment, seconds, status):
        assert _prove(halfway, self._code(seconds)).status_code == status

    @pytest.mark.parametrize("typed", ["{0} {1}", " {0}{1} ", "{0}-{1}"])
    def test_a_code_may_be_typed_in_groups(self, halfway, moment, typed):
        code = self._code()
        assert _prove(halfway, typed.format(code[:3], code[3:])).status_code == 302

    def test_digits_of_every_script(self, halfway, moment):
        arabic = self._code().translate(str.maketrans("0123456789", "０１２３４５６７８９"))
        assert _prove(halfway, arabic).status_code == 302

    def test_no_code_works_twice(self, halfway, moment, bo):
        code = self._code()
        assert _prove(halfway, code).status_code == 302
        again = Client()
        again.post(LOGIN, {"email": "bo@example.org", "password": PASSWORD})
        assert _prove(again, code).status_code == 422

    def test_nor_one_from_before_it(self, halfway, moment):
        earlier, code = self._code(-30), self._code()
        _prove(halfway, code)
        again = Client()
        again.post(LOGIN, {"email": "bo@example.org", "password": PASSWORD})
        assert _prove(again, earlier).status_code == 422

    def test_wrong_codes_wait_longer_and_longer_and_nobody_is_locked_out(self, halfway, moment):
        assert [_prove(halfway, "000000").status_code for _ in range(6)] == [422] * 5 + [429]
        response = _prove(halfway, self._code())
        assert (response.status_code, response["Retry-After"]) == (429, "1")
        moment.shift(timedelta(seconds=1))
        assert _prove(halfway, self._code()).status_code == 302

    def test_another_session_waits_too(self, halfway, moment):
        for _ in range(5):
            _prove(halfway, "000000")
        again = Client()
        again.post(LOGIN, {"email": "bo@example.org", "password": PASSWORD})
        assert _prove(again, self._code()).status_code == 429

    @pytest.mark.parametrize("code", ["", "\0", "x" * 10_000, "²²²²²²", "-"])
    def test_nonsense_is_a_wrong_code(self, halfway, code):
        assert _prove(halfway, code).status_code == 422

    def test_the_session_gets_a_new_key(self, halfway, moment):
        before = halfway.cookies["sid"].value
        _prove(halfway, self._code())
        assert halfway.cookies["sid"].value != before

    def test_a_half_open_session_ends_after_half_an_hour(self, halfway, moment):
        moment.shift(timedelta(minutes=31))
        assert _prove(halfway, self._code()).headers["Location"].startswith(LOGIN)


class TestRecoveryCodes:
    @pytest.fixture
    def codes(self, halfway, bo, moment):
        halfway.get(SECOND)
        return _prove(halfway, _app_shows(bo)).context["codes"]

    def _again(self):
        client = Client()
        client.post(LOGIN, {"email": "bo@example.org", "password": PASSWORD})
        return client

    def test_each_stands_in_once(self, codes):
        assert _prove(self._again(), codes[0].lower()).status_code == 302
        assert _prove(self._again(), codes[0]).status_code == 422
        assert _prove(self._again(), codes[1]).status_code == 302
        assert AuditEvent.objects.filter(verb="recovery_code.used").count() == 2

    def test_new_ones_void_the_old(self, codes, halfway):
        response = halfway.post(ACCOUNT, {"action": "codes", "code": codes[0]})
        new = response.context["codes"]
        assert len(new) == 10
        assert _prove(self._again(), codes[1]).status_code == 422
        assert _prove(self._again(), new[0]).status_code == 302

    def test_an_open_session_alone_gets_none(self, codes, halfway):
        """Carla sits down at Bo's computer."""
        for action in ("codes", "other_app"):
            response = halfway.post(ACCOUNT, {"action": action, "code": "000000"})
            assert response.status_code == 422
            assert "does not fit" in response.content.decode()
        assert SecondFactor.objects.exclude(confirmed_at=None).exists()

    def test_those_of_another_person_are_none(self, codes, sarchk, bo):
        assert not Person.objects.exclude(pk=bo.pk).exists()
        RecoveryCode.objects.update(person=bo)
        digests = {onetime.recovery_digest(settings.CONTACT_KEY, bo.pk + 1, code) for code in codes}
        assert not RecoveryCode.objects.filter(digest__in=digests).exists()

    def test_another_app_signs_out_everywhere_and_begins_anew(self, codes, halfway):
        other = self._again()
        _prove(other, codes[0])
        response = halfway.post(ACCOUNT, {"action": "other_app", "code": codes[1]})
        assert response.headers["Location"] == LOGIN
        assert other.get(DESK).headers["Location"].startswith(LOGIN)
        assert "Scan this picture" in self._again().get(SECOND).content.decode()
        assert not RecoveryCode.objects.exists()


class TestSessions:
    @pytest.fixture
    def phone(self, moment, bo_signed_in, bo):
        """Bo is signed in on a phone too."""
        client = Client()
        client.force_login(bo)
        signin.begin(person=bo, session_key=client.session.session_key, user_agent=PHONE)
        return client

    def test_eight_hours_without_a_page_end_it(self, bo, moment):
        client = _at(moment, bo)
        moment.shift(timedelta(hours=7, minutes=59))
        assert client.get(DESK).status_code == 200
        moment.shift(timedelta(hours=3, minutes=59))
        assert client.get(DESK).status_code == 200
        moment.shift(timedelta(minutes=3))
        assert client.get(DESK).status_code == 302

    def test_so_do_eight_hours_of_silence(self, bo, moment):
        client = _at(moment, bo)
        moment.shift(timedelta(hours=8, minutes=1))
        assert client.get(DESK).headers["Location"].startswith(SECOND)

    def test_they_are_listed_by_kind_of_device_and_time_alone(self, phone, bo_signed_in):
        body = bo_signed_in.get(ACCOUNT).content.decode()
        assert re.findall("Phone|Computer|Tablet", body) == ["Phone", "Computer"]
        assert "Pixel" not in repr(list(SignIn.objects.values()))
        assert "this one" in body

    def test_one_is_signed_out(self, phone, bo_signed_in):
        number = SignIn.objects.get(device="phone").pk
        assert bo_signed_in.post(ACCOUNT, {"action": "end", "session": number}).status_code == 302
        assert phone.get(DESK).headers["Location"].startswith(LOGIN)
        assert bo_signed_in.get(DESK).status_code == 200

    def test_all_others_are(self, phone, bo_signed_in):
        phone.post(ACCOUNT, {"action": "end_others"})
        assert bo_signed_in.get(DESK).status_code == 302
        assert phone.get(DESK).status_code == 200

    def test_nobody_ends_another_persons(self, phone, sarchk):
        dana = campaigns.join_team(campaign=sarchk, email="d@example.org", role="moderator", password=PASSWORD)
        client = DeskClient()
        client.force_login(dana)
        for number in SignIn.objects.values_list("pk", flat=True):
            if number != dana.sign_ins.get().pk:
                client.post(ACCOUNT, {"action": "end", "session": number})
        assert phone.get(DESK).status_code == 200

    @pytest.mark.parametrize("number", ["", "x", "9" * 30, "-1"])
    def test_what_is_no_session_is_not_found(self, bo_signed_in, number):
        assert bo_signed_in.post(ACCOUNT, {"action": "end", "session": number}).status_code == 404


def _at(moment, person):
    client = DeskClient()
    client.force_login(person)
    client.session.set_expiry(12 * 3600)
    return client


class TestPassword:
    NEW = "another long password"

    def _change(self, client, old=PASSWORD, new=NEW):
        return client.post(ACCOUNT, {"action": "password", "old": old, "new": new})

    def test_is_changed_and_all_other_sessions_end(self, bo_signed_in, bo):
        other = DeskClient()
        other.force_login(bo)
        assert self._change(bo_signed_in).status_code == 302
        assert bo_signed_in.get(DESK).status_code == 200
        assert other.get(DESK).headers["Location"].startswith(LOGIN)
        assert Person.objects.get(pk=bo.pk).check_password(self.NEW)

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            ("wrong", NEW, "not your present password"),
            (PASSWORD, "short", "at least 12"),
            (PASSWORD, "", "at least 12"),
        ],
    )
    def test_is_not_changed_and_why_is_said(self, bo_signed_in, bo, old, new, said):
        response = self._change(bo_signed_in, old, new)
        assert response.status_code == 422
        assert said in response.content.decode()
        assert Person.objects.get(pk=bo.pk).check_password(PASSWORD)

    def test_guessing_the_present_one_is_slowed(self, bo_signed_in, time_machine):
        time_machine.move_to(NOON, tick=False)
        bo_signed_in.force_login(Person.objects.get())
        assert [self._change(bo_signed_in, "wrong").status_code for _ in range(6)] == [422] * 5 + [429]

    def test_the_first_hasher_is_argon2(self, settings):
        """TRUST 5."""
        settings.PASSWORD_HASHERS = ours.PASSWORD_HASHERS
        assert identify_hasher(make_password(PASSWORD)).algorithm == "argon2"


class TestCommandLine:
    def test_says_a_code_that_works_for_trying_out(self, halfway, bo, capsys):
        halfway.get(SECOND)
        call_command("secondfactor", "BO@example.org")
        assert _prove(halfway, capsys.readouterr().out.strip()).status_code == 200
        assert halfway.get(DESK).status_code == 200

    def test_takes_it_away_after_a_loss(self, bo_signed_in, bo, second_factor, capsys):
        second_factor(bo)
        call_command("secondfactor", "bo@example.org", "--reset")
        assert not SecondFactor.objects.exists()
        assert bo_signed_in.get(DESK).headers["Location"].startswith(LOGIN)

    def test_nobody_is_named(self, db):
        with pytest.raises(CommandError, match="Nobody signs in as"):
            call_command("secondfactor", "x@example.org")
