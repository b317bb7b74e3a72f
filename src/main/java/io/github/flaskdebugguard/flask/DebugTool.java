package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.python.Effect;

/** A debug toolbar, profiler or debug listener was switched on. */
public record DebugTool(String name) implements Effect.Payload {}
