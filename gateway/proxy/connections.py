"""One pool of connections to the services, made when first used and closed with the gateway."""

import aiohttp

# Less than uvicorn's five seconds, so that the service is never the one to close an idle connection.
KEPT_ALIVE_SECONDS = 4.0
AUTOMATIC_HEADERS = ("User-Agent", "Accept", "Accept-Encoding", "Content-Type")


class ConnectionBroken(aiohttp.ClientError):
    """The connection broke after something may have been sent."""


async def sent_once(request: aiohttp.ClientRequest, ask: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    """aiohttp repeats GET and PUT when a connection breaks; here a repeat is the caller's to decide."""
    try:
        return await ask(request)
    except aiohttp.ClientConnectorError:
        raise
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
        raise ConnectionBroken from error


class Connections:
    """The session is made inside the running loop, hence not before it is needed."""

    def __init__(self, *, per_service: int, connect_seconds: float, read_seconds: float) -> None:
        self._per_service = per_service
        self._timeout = aiohttp.ClientTimeout(total=None, sock_connect=connect_seconds, sock_read=read_seconds)
        self._session: aiohttp.ClientSession | None = None

    @property
    def session(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    limit=0, limit_per_host=self._per_service, keepalive_timeout=KEPT_ALIVE_SECONDS
                ),
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                skip_auto_headers=AUTOMATIC_HEADERS,
                timeout=self._timeout,
                middlewares=(sent_once,),
            )
        return self._session

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None
