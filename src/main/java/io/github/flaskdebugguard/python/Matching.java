package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.python.syntax.Pattern;
import io.github.flaskdebugguard.repository.Span;
import java.util.List;

/** Decides the patterns of {@code match} and binds their names. */
final class Matching {
  private final Interpreter run;

  Matching(Interpreter run) {
    this.run = run;
  }

  Truth matches(Pattern pattern, Value subject, Frame frame) {
    Span span = run.span(frame, pattern);
    return switch (pattern) {
      case Pattern.Value p ->
          run.truth(
              run.operators.compare("==", subject, run.expressions.value(p.value(), frame), span));
      case Pattern.Capture p -> {
        Pattern inner = p.pattern();
        Truth truth = inner == null ? Truth.TRUE : matches(inner, subject, frame);
        String name = p.name();
        if (name != null && truth != Truth.FALSE) {
          run.statements.targets().bind(name, subject, frame);
        }
        yield truth;
      }
      case Pattern.Alternatives p -> {
        Truth best = Truth.FALSE;
        for (Pattern each : p.patterns()) {
          Truth truth = matches(each, subject, frame);
          if (truth == Truth.TRUE) {
            yield Truth.TRUE;
          }
          best = truth == Truth.DEPENDS ? Truth.DEPENDS : best;
        }
        yield best;
      }
      case Pattern.Sequence p -> sequence(p, subject, frame, span);
      case Pattern.Star p -> Truth.TRUE;
      case Pattern.Mapping p -> Truth.DEPENDS;
      case Pattern.ClassPattern p -> {
        Truth type = run.builtins.isInstance(subject, run.expressions.value(p.type(), frame));
        yield type == Truth.FALSE || (p.positional().isEmpty() && p.named().isEmpty())
            ? type
            : Truth.DEPENDS;
      }
    };
  }

  private Truth sequence(Pattern.Sequence p, Value subject, Frame frame, Span span) {
    if (!(subject instanceof Value.Tuple) && !(subject instanceof ListObj)) {
      return subject instanceof Value.Unknown || subject instanceof Value.Choice
          ? Truth.DEPENDS
          : Truth.FALSE;
    }
    List<Value> items = run.items(subject, span);
    if (items == null) {
      return Truth.DEPENDS;
    }
    boolean star = p.patterns().stream().anyMatch(Pattern.Star.class::isInstance);
    if (star) {
      return items.size() >= p.patterns().size() - 1 ? Truth.DEPENDS : Truth.FALSE;
    }
    if (items.size() != p.patterns().size()) {
      return Truth.FALSE;
    }
    Truth all = Truth.TRUE;
    for (int i = 0; i < items.size() && all != Truth.FALSE; i++) {
      Truth truth = matches(p.patterns().get(i), items.get(i), frame);
      all = truth == Truth.TRUE ? all : truth;
    }
    return all;
  }
}
