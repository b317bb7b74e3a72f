package io.github.flaskdebugguard.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A probe of a real server to make.
 *
 * @param name server, Flask and state
 * @param url without host
 * @param expected fields of the verdict, {@code debugger=on console=open}; {@code *} for any
 */
record LiveCase(
    String name, int port, String url, List<String> paths, List<Header> headers, String expected) {

  /** What became of a case. */
  record Outcome(LiveCase wanted, ProbeResult result, List<Answer> answers) {
    @Override
    public String toString() {
      return wanted.name();
    }

    /** {@return where the verdict is not what was expected} */
    List<String> differences() {
      Map<String, String> fields = new LinkedHashMap<>();
      for (String field : wanted.expected().split(" ")) {
        int equals = field.indexOf('=');
        fields.put(field.substring(0, equals), field.substring(equals + 1));
      }
      Map<String, String> actual = fields(result);
      List<String> differences = new ArrayList<>();
      fields.forEach(
          (name, value) -> {
            if (!value.equals("*") && !value.equals(actual.get(name))) {
              differences.add(name + " is " + actual.get(name) + " and not " + value);
            }
          });
      return differences;
    }
  }

  boolean expects(String field) {
    return expected.contains(field);
  }

  /** Probes, and keeps what was answered. */
  Outcome probe() {
    List<Answer> answers = new ArrayList<>();
    Probe.Options options =
        new Probe.Options(
            Target.of("http://127.0.0.1:" + port + url),
            paths,
            name.contains("moved-console at its path") ? List.of("/sub/shell") : List.of(),
            headers,
            Duration.ofSeconds(name.contains("silent") ? 2 : 20),
            false,
            Duration.ofSeconds(name.contains("silent") ? 0 : 20));
    ProbeResult result = Probe.run(options, Addresses.SYSTEM, answers::add);
    return new Outcome(this, result, answers);
  }

  private static Map<String, String> fields(ProbeResult result) {
    Live live = result.live();
    Map<String, String> fields = new LinkedHashMap<>();
    Failure failure = result.failure();
    fields.put("failure", failure == null ? "none" : failure.kind().word());
    fields.put("debugger", live.debugger().word());
    fields.put("console", live.console().name().toLowerCase(Locale.ROOT));
    fields.put("evalex", live.evalex().word());
    fields.put("pin", live.pin().word());
    fields.put("leak", live.traceback().word());
    fields.put("debug", live.flag().word());
    fields.put("propagates", live.propagates().word());
    fields.put("development", live.developmentServer().word());
    fields.put("tool", live.toolbar().word());
    for (Signal signal : Signal.values()) {
      boolean seen = result.observed().stream().anyMatch(one -> one.signal() == signal);
      fields.put("saw-" + signal.word(), seen ? "yes" : "no");
    }
    return fields;
  }
}
