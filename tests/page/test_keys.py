from posturecam.page.keys import MOST_SESSIONS, TOKEN_S, Keys


def test_a_token_is_good_once() -> None:
    keys = Keys()
    token = keys.token(0.0)

    session = keys.exchange(token, 1.0)

    assert session is not None
    assert keys.is_session(session)
    assert keys.exchange(token, 2.0) is None


def test_a_token_is_good_for_a_minute() -> None:
    keys = Keys()
    early, late = keys.token(0.0), keys.token(0.0)

    assert keys.exchange(early, TOKEN_S - 0.1) is not None
    assert not keys.is_waiting(late, TOKEN_S)
    assert keys.exchange(late, TOKEN_S) is None


def test_what_was_never_given_out_is_nothing() -> None:
    keys = Keys()
    token = keys.token(0.0)

    assert keys.is_waiting(token, 1.0)
    for guess in ("", "x", token[:-1], token + "x", "\udcff", "é"):
        assert keys.exchange(guess, 1.0) is None
        assert not keys.is_session(guess)
    assert not keys.is_session(token)
    assert keys.is_waiting(token, 1.0)


def test_all_are_different_and_long() -> None:
    keys = Keys()
    tokens = {keys.token(0.0) for _ in range(100)}

    assert len(tokens) == 100
    assert min(map(len, tokens)) >= 43  # 256 bits


def test_the_oldest_session_ends_when_there_are_many() -> None:
    keys = Keys()
    sessions = [keys.exchange(keys.token(0.0), 0.0) or "" for _ in range(MOST_SESSIONS + 1)]

    assert [keys.is_session(session) for session in sessions] == [False] + [True] * MOST_SESSIONS
