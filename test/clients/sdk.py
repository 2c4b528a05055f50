"""The official Python SDK against a running router; argv: base URL. Exit code 0 = all passed."""

import json
import sys

import openai

client = openai.OpenAI(base_url=sys.argv[1], api_key="unused", max_retries=0)
TOOLS = [
    {
        "type": "function",
        "function": {
            "name": "get_weather",
            "parameters": {"type": "object", "properties": {"city": {"type": "string"}}},
        },
    }
]


def user(content):
    return [{"role": "user", "content": content}]


def plain():
    answer = client.chat.completions.create(model="auto", messages=user("hello"))
    assert answer.choices[0].message.content
    assert answer.usage.total_tokens > 0


def streaming():
    stream = client.chat.completions.create(
        model="auto", messages=user("hello"), stream=True, stream_options={"include_usage": True}
    )
    chunks = list(stream)
    assert "".join(c.choices[0].delta.content or "" for c in chunks if c.choices)
    assert chunks[-1].usage.total_tokens > 0


def tools():
    answer = client.chat.completions.create(
        model="auto", messages=user("weather in Paris"), tools=TOOLS, tool_choice="required"
    )
    assert answer.choices[0].message.tool_calls[0].function.name == "get_weather"


def streamed_tools():
    stream = client.chat.completions.create(
        model="auto",
        messages=user("weather in Paris"),
        tools=TOOLS,
        tool_choice="required",
        stream=True,
    )
    arguments = ""
    for chunk in stream:
        for choice in chunk.choices:
            for call in choice.delta.tool_calls or []:
                arguments += call.function.arguments or ""
    json.loads(arguments)


def raises(kind, **request):
    try:
        client.chat.completions.create(**request)
    except kind as error:
        return error
    raise AssertionError(f"no {kind.__name__}")


def errors():
    error = raises(openai.NotFoundError, model="nope", messages=user("hello"))
    assert error.code == "model_not_found", error.code
    raises(openai.RateLimitError, model="auto", messages=user("[mock:status=429]"))
    raises(openai.InternalServerError, model="auto", messages=user("[mock:reset]"))


def abort():
    stream = client.chat.completions.create(
        model="auto", messages=user("[mock:chunks=1000][mock:delay=20]"), stream=True
    )
    next(iter(stream))
    stream.close()


failed = 0
for check in (plain, streaming, tools, streamed_tools, errors, abort):
    try:
        check()
        print(f"ok {check.__name__}")
    except Exception as error:
        failed += 1
        print(f"not ok {check.__name__}: {error!r}")
sys.exit(1 if failed else 0)
