package io.github.flaskdebugguard.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.flaskdebugguard.verdict.RealFlask.Answer;
import io.github.flaskdebugguard.verdict.RealFlask.Question;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Real Flask is the referee: generated programs are run by it and judged, and both must agree.
 *
 * <p>{@code -Dreferee.count}, {@code -Dreferee.seed} and {@code -Dreferee.first} choose the
 * programs, {@code -Dreferee.pythons} the Pythons (comma separated), {@code -Dreferee.shrink} how
 * many mismatches are shrunk. {@code dev/referee} sets them.
 */
class RefereeIT {
  private static final int COUNT = Integer.getInteger("referee.count", 300);
  private static final long SEED = Long.getLong("referee.seed", 1);
  private static final int FIRST = Integer.getInteger("referee.first", 0);
  private static final int SHRINK = Integer.getInteger("referee.shrink", 5);
  private static final String PYTHONS =
      System.getProperty("referee.pythons", "/usr/bin/python3,python3");

  private record Mismatch(
      RealFlask flask, Question program, Answer answer, List<String> differences) {}

  @Test
  void theJudgeAgreesWithRealFlaskOnGeneratedPrograms() throws Exception {
    List<RealFlask> flasks = flasks();
    try {
      assumeTrue(!flasks.isEmpty(), "no Python with Flask: the referee did not run");
      List<Mismatch> mismatches = mismatches(flasks);
      StringBuilder report = new StringBuilder();
      for (int i = 0; i < mismatches.size(); i++) {
        report.append(i < SHRINK ? shrunk(mismatches.get(i)) : title(mismatches.get(i)));
      }
      assertThat(mismatches.size())
          .as("programs of seed %d that differ, of %d:%n%s", SEED, COUNT, report)
          .isZero();
    } finally {
      for (RealFlask flask : flasks) {
        flask.close();
      }
    }
  }

  /**
   * The verdict on a program of whose variables nothing is known may be unknown, but no other than
   * the one for the values that they have.
   */
  @Test
  void whatIsNotKnownIsNotDecidedWrongly() throws IOException {
    Map<String, String> installed =
        Map.of("flask", "3.1.3", "click", "8.1.8", "gunicorn", "23.0.0", "waitress", "3.0.2");
    List<String> wrong = new ArrayList<>();
    for (Question question : RealFlask.generate("python3", COUNT, SEED, FIRST)) {
      Map<String, String> packages = new LinkedHashMap<>(installed);
      if (question.dotenv()) {
        packages.put("python-dotenv", "1.1.0");
      }
      Program program =
          new Program(
              question.id(),
              question.files(),
              question.folder(),
              question.arguments().stream().map(word -> word.replace("$PORT", "5000")).toList(),
              question.environment(),
              packages);
      List<Verdict> seen = program.judge();
      List<Verdict> blind = program.judgeBlind();
      if (!seen.isEmpty() && !blind.isEmpty()) {
        String difference = decided(seen.getFirst(), blind.getFirst());
        if (!difference.isEmpty()) {
          wrong.add(question.id() + " " + question.environment() + ": " + difference);
        }
      }
    }
    assertThat(wrong).as("programs decided wrongly").isEmpty();
  }

  /** {@return the states that a blind verdict decides otherwise, in words} */
  private static String decided(Verdict seen, Verdict blind) {
    if (seen.starts() != State.ON) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    if (blind.debug() != State.UNKNOWN && blind.debug() != seen.debug()) {
      text.append(" debug is " + seen.debug().word() + ", blindly " + blind.debug().word());
    }
    if (blind.debugger() != State.UNKNOWN && blind.debugger() != seen.debugger()) {
      text.append(
          " debugger is " + seen.debugger().word() + ", blindly " + blind.debugger().word());
    }
    if (blind.starts() == State.OFF) {
      text.append(" starts, blindly not");
    }
    return text.toString();
  }

  private static List<RealFlask> flasks() throws IOException {
    Map<String, RealFlask> byVersion = new LinkedHashMap<>();
    for (String python : PYTHONS.split(",")) {
      RealFlask flask = RealFlask.start(python.strip());
      if (flask != null) {
        RealFlask same = byVersion.putIfAbsent(flask.installed().toString(), flask);
        if (same != null) {
          flask.close();
        }
      }
    }
    return List.copyOf(byVersion.values());
  }

  private static List<Mismatch> mismatches(List<RealFlask> flasks)
      throws IOException, InterruptedException, ExecutionException {
    List<List<Question>> shares = new ArrayList<>();
    for (int i = 0; i < flasks.size(); i++) {
      shares.add(new ArrayList<>());
    }
    int turn = 0;
    for (Question program : RealFlask.generate("python3", COUNT, SEED, FIRST)) {
      if (flasks.get(turn).installed().containsKey(need(program))) {
        shares.get(turn).add(program);
      }
      turn = (turn + 1) % flasks.size();
    }
    List<Mismatch> mismatches = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Mismatch>>> parts = new ArrayList<>();
      for (int i = 0; i < flasks.size(); i++) {
        RealFlask flask = flasks.get(i);
        List<Question> share = shares.get(i);
        Callable<List<Mismatch>> task = () -> mismatches(flask, share);
        parts.add(threads.submit(task));
      }
      for (Future<List<Mismatch>> part : parts) {
        mismatches.addAll(part.get());
      }
    }
    return mismatches;
  }

  private static List<Mismatch> mismatches(RealFlask flask, List<Question> programs)
      throws IOException {
    Map<String, Answer> answers = flask.ask(programs);
    List<Mismatch> mismatches = new ArrayList<>();
    for (Question program : programs) {
      Answer answer = answers.get(program.id());
      List<String> differences =
          answer == null ? List.of("no answer") : differences(flask, program, answer);
      if (answer != null && !differences.isEmpty()) {
        mismatches.add(new Mismatch(flask, program, answer, differences));
      }
    }
    return mismatches;
  }

  /** {@return the package or program without which a program cannot be launched} */
  private static String need(Question program) {
    return switch (program.server()) {
      case "gunicorn", "waitress", "uwsgi" -> program.server();
      default -> "flask";
    };
  }

  private static List<String> differences(RealFlask flask, Question program, Answer answer) {
    try {
      return new Expectation(answer.states()).differences(flask.program(program).judge());
    } catch (RuntimeException | StackOverflowError failure) {
      StackTraceElement[] stack = failure.getStackTrace();
      return List.of("fails: " + failure + (stack.length > 0 ? " at " + stack[0] : ""));
    }
  }

  private static String title(Mismatch mismatch) {
    Question program = mismatch.program();
    return "%n%s  Flask %s  %s  %s%n  %s%s%n"
        .formatted(
            program.id(),
            mismatch.flask().installed().get("flask"),
            String.join(" ", program.arguments()),
            program.environment(),
            String.join("; ", mismatch.differences()),
            mismatch.answer().note().isEmpty() ? "" : " (" + mismatch.answer().note() + ")");
  }

  private static String shrunk(Mismatch found) throws IOException {
    RealFlask flask = found.flask();
    Question small =
        new Shrinker(
                smaller -> {
                  Answer answer = flask.ask(List.of(smaller)).get(smaller.id());
                  return answer != null
                      && differences(flask, smaller, answer).equals(found.differences())
                      && kind(answer).equals(kind(found.answer()));
                },
                250)
            .shrink(found.program());
    StringBuilder text =
        new StringBuilder(title(new Mismatch(flask, small, found.answer(), found.differences())));
    for (Verdict verdict : flask.program(small).judge()) {
      String reason = verdict.reason();
      text.append("  reason: ").append(reason, 0, Math.min(300, reason.length())).append('\n');
    }
    if (!small.folder().isEmpty() || !small.dotenv()) {
      text.append("  folder %s, python-dotenv %s%n".formatted(small.folder(), small.dotenv()));
    }
    small
        .files()
        .forEach(
            (path, content) ->
                text.append("  --- ").append(path).append('\n').append(content.indent(4)));
    return text.toString();
  }

  /**
   * {@return how a program ended, without the details, so that shrinking does not slip to another
   * failure}
   */
  private static String kind(Answer answer) {
    int colon = answer.note().indexOf(':');
    return colon < 0 ? answer.note() : answer.note().substring(0, colon);
  }
}
