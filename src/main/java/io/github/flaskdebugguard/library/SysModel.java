package io.github.flaskdebugguard.library;

import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.python.Interpreter;
import io.github.flaskdebugguard.python.Models;
import io.github.flaskdebugguard.python.ModuleObj;
import io.github.flaskdebugguard.python.Origin;
import io.github.flaskdebugguard.python.PathEnd;
import io.github.flaskdebugguard.python.Value;
import java.util.ArrayList;
import java.util.List;

/** {@code sys} of a Linux process (CPython library reference). */
final class SysModel {
  private SysModel() {}

  static ModuleObj sys(Interpreter run) {
    int[] version = run.input().pythonVersion();
    Origin origin = Origin.at(run.input().launch());
    List<Value> arguments = new ArrayList<>();
    for (Text argument : run.input().arguments()) {
      arguments.add(
          switch (argument) {
            case Text.Known known -> new Value.Str(known.value(), Origin.at(known.span()));
            case Text.Unknown unknown -> Value.Unknown.of(unknown.reason(), unknown.span());
          });
    }
    List<Value> parts =
        List.of(
            new Value.Int(version[0], origin),
            new Value.Int(version[1], origin),
            new Value.Int(0, origin),
            new Value.Str("final", origin),
            new Value.Int(0, origin));
    return new Models(run, "sys")
        .value("argv", run.list(arguments, run.input().launch()))
        .value("path", run.searchPath())
        .value("version_info", versionInfo(run, parts))
        .text("version", version[0] + "." + version[1] + ".0 (main)")
        .text("platform", version[0] == 2 ? "linux2" : "linux")
        .text("byteorder", "little")
        .function(
            "exit",
            "status=None",
            call -> {
              throw new PathEnd();
            })
        .ignored("setrecursionlimit", "settrace", "setdefaultencoding", "excepthook")
        .value("modules", Value.Unknown.of("sys.modules", run.input().launch()))
        .module();
  }

  private static Value versionInfo(Interpreter run, List<Value> parts) {
    // NOTE: a tuple; the named fields of sys.version_info are rare and come out as unknown.
    return new Value.Tuple(parts, Origin.at(run.input().launch()));
  }
}
