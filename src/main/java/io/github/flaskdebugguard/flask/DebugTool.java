package io.github.flaskdebugguard.flask;

import io.github.flaskdebugguard.python.Effect;
import io.github.flaskdebugguard.python.Value;

/**
 * A debug toolbar, profiler or debug listener was switched on.
 *
 * @param enabled whether it is on, where something decides that; never known to be false
 */
public record DebugTool(String name, Value enabled) implements Effect.Payload {}
