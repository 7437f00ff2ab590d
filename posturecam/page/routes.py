"""Every address of the page, and what of the backend answers it."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, TypeVar

from aiohttp import web

from posturecam.errors import PosturecamError
from posturecam.page.answers import answer, body, day, days, names, require_sure, text, values
from posturecam.page.assets import Asset
from posturecam.page.backend import Answer, Live, Records
from posturecam.page.feed import Feed
from posturecam.page.guard import REPORT_POLICY
from posturecam.page.streams import send_pictures, send_states
from posturecam.view.commands import Command, ReadSettings, command_of

ANSWER_S: Final = 60.0  # for which anything may take; the report of a long history takes longest
USUAL_DAYS, REPORT_DAYS = 14, 7
T = TypeVar("T")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Behind:
    """What answers the requests of one server."""

    live: Live
    records: Records
    states: Feed
    pictures: Feed
    threads: ThreadPoolExecutor
    assets: dict[str, Asset]

    async def ask(self, question: Callable[..., T], *about: Any) -> T:
        """Ask something that blocks, in a thread.

        Raises:
            PosturecamError: What was asked raises it.
            TimeoutError: There is no answer within ANSWER_S.
        """
        running = asyncio.get_running_loop().run_in_executor(self.threads, question, *about)
        return await asyncio.wait_for(running, ANSWER_S)

    async def changed(self, done: Answer) -> web.Response:
        """Let the instance read what was changed, if there is one, and answer with `done`."""
        try:
            said = await self.ask(self.live.do, ReadSettings())
        except PosturecamError as error:
            said = str(error)
        return answer({**done, "said": said})


def routes_of(behind: Behind) -> list[web.RouteDef]:
    """Return every address below the place of the page."""
    return [
        web.get("/", _asset(behind, "index.html")),
        web.get("/assets/{path:.+}", _asset(behind)),
        *_live(behind),
        *_simple(behind),
        *_asked(behind),
        *_settings(behind),
        *_deleting(behind),
        *_profiles(behind),
    ]


def _asset(behind: Behind, name: str = "") -> Handler:
    async def give(request: web.Request) -> web.StreamResponse:
        asset = behind.assets.get(name or request.match_info["path"])
        if asset is None:
            raise web.HTTPNotFound
        return web.Response(body=asset.body, content_type=asset.content_type)

    return give


def _live(behind: Behind) -> list[web.RouteDef]:
    async def follow(request: web.Request) -> web.StreamResponse:
        return await send_states(request, behind.states)

    async def picture(request: web.Request) -> web.StreamResponse:
        return await send_pictures(request, behind.pictures)

    async def do(request: web.Request) -> web.StreamResponse:
        command: Command = command_of(await body(request))
        return answer({"answer": await behind.ask(behind.live.do, command)})

    return [
        web.get("/api/follow", follow, allow_head=False),
        web.get("/api/picture", picture, allow_head=False),
        web.get("/api/state", _given(behind, behind.live.state)),
        web.post("/api/do", do),
    ]


def _given(behind: Behind, question: Callable[[], Answer]) -> Handler:
    async def give(_request: web.Request) -> web.StreamResponse:
        return answer(await behind.ask(question))

    return give


def _simple(behind: Behind) -> list[web.RouteDef]:
    """Return what is asked for without saying anything more."""
    records = behind.records
    questions = {
        "today": records.today,
        "settings": records.settings,
        "exercises": records.exercises,
        "profiles": records.profiles,
        "autostart": records.autostart,
        "self-check": records.self_check,
        "doctor": records.doctor,
        "privacy": records.privacy,
    }
    return [web.get(f"/api/{name}", _given(behind, ask)) for name, ask in questions.items()]


def _asked(behind: Behind) -> list[web.RouteDef]:
    records = behind.records

    async def history(request: web.Request) -> web.StreamResponse:
        return answer(await behind.ask(records.history, days(request, USUAL_DAYS)))

    async def report(request: web.Request) -> web.StreamResponse:
        page = await behind.ask(records.report, days(request, REPORT_DAYS))
        headers = {"Content-Security-Policy": REPORT_POLICY}
        return web.Response(text=page, content_type="text/html", headers=headers)

    async def figure(request: web.Request) -> web.StreamResponse:
        moves = request.query.get("still") is None
        ask = partial(records.figure, request.match_info["key"], moves=moves)
        data, media_type = await behind.ask(ask)
        return web.Response(body=data, content_type=media_type)

    async def check(request: web.Request) -> web.StreamResponse:
        return answer(await behind.ask(records.answer_self_check, await body(request)))

    async def autostart(request: web.Request) -> web.StreamResponse:
        on = (await body(request)).get("on") is True
        return answer(await behind.ask(partial(records.set_autostart, on=on)))

    return [
        web.get("/api/history", history),
        web.get("/report", report),
        web.get("/api/figure/{key}", figure),
        web.post("/api/self-check", check),
        web.post("/api/autostart", autostart),
    ]


def _settings(behind: Behind) -> list[web.RouteDef]:
    records = behind.records

    async def save(request: web.Request) -> web.StreamResponse:
        row = await body(request)
        saving = values(row, "set"), names(row, "unset")
        return await behind.changed(await behind.ask(records.save_settings, *saving))

    async def what_if(request: web.Request) -> web.StreamResponse:
        wished = values(await body(request), "set")
        return answer(await behind.ask(records.what_if, wished, behind.live.last_hour))

    return [web.post("/api/settings", save), web.post("/api/what-if", what_if)]


def _deleting(behind: Behind) -> list[web.RouteDef]:
    records = behind.records

    async def history(request: web.Request) -> web.StreamResponse:
        row = await body(request)
        before = None if row.get("all") is True else day(row, "before")
        return answer(await behind.ask(records.delete_history, before))

    async def store(request: web.Request) -> web.StreamResponse:
        row = await body(request)
        require_sure(row)
        return await behind.changed(await behind.ask(records.delete, text(row, "what")))

    return [web.post("/api/history/delete", history), web.post("/api/privacy/delete", store)]


def _profiles(behind: Behind) -> list[web.RouteDef]:
    records = behind.records

    def change(do: Callable[..., Answer], *wanted: str) -> Handler:
        async def handle(request: web.Request) -> web.StreamResponse:
            row = await body(request)
            about = [text(row, name) for name in wanted]
            return await behind.changed(await behind.ask(do, *about))

        return handle

    return [
        web.post("/api/profiles/use", change(records.use_profile, "name")),
        web.post("/api/profiles/rename", change(records.rename_profile, "name", "to")),
        web.post("/api/profiles/delete", change(records.delete_profile, "name")),
        web.post("/api/profiles/forget", change(records.forget_learned, "name")),
    ]
