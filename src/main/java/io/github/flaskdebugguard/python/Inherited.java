package io.github.flaskdebugguard.python;

import io.github.flaskdebugguard.deployment.Environment;
import io.github.flaskdebugguard.document.Text;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a process inherits: the environment as the deployment sets it, and the variables that are to
 * be taken as set from outside the repository. A run reaches both only through here, so that what
 * it was told is known: a run that is told the same of everything that it asks does the same.
 */
public final class Inherited {
  /** Stands for the value of a variable that is set from outside. */
  static final Text.Unknown OUTSIDE =
      new Text.Unknown("is set outside the repository", null, Span.NOWHERE);

  private final Environment environment;
  private final Set<String> outside;
  private final Map<Question, @Nullable Object> answers = new LinkedHashMap<>();

  /**
   * @param environment of the process
   * @param outside variables to treat as set from outside the repository, to whatever value
   */
  public Inherited(Environment environment, Set<String> outside) {
    this.environment = environment;
    this.outside = Set.copyOf(outside);
  }

  /** {@return the value that the deployment gives a variable, null when it is absent} */
  public @Nullable Text get(String name) {
    return (Text) ask(new Given(name));
  }

  /** {@return whether a variable counts as set from outside the repository} */
  boolean isOutside(String name) {
    return Boolean.TRUE.equals(ask(new Outside(name)));
  }

  /**
   * {@return the value of a variable, {@link #OUTSIDE} when it counts as set from outside the
   * repository, null when it is absent}
   *
   * @param reading which values whoever asks tells apart
   */
  @Nullable Text value(String name, Reading reading) {
    return (Text) ask(new Value(name, reading));
  }

  /** {@return the names of the deployment's variables with a prefix, also of removed ones} */
  List<String> names(String prefix) {
    return texts(ask(new Names(prefix)));
  }

  /** {@return the names of the variables with a prefix that count as set from outside} */
  List<String> outsideNames(String prefix) {
    return texts(ask(new OutsideNames(prefix)));
  }

  /** {@return whether something else that a process inherits tells it the same so far} */
  public boolean tellsAsMuchAs(Inherited other) {
    for (Map.Entry<Question, @Nullable Object> each : answers.entrySet()) {
      if (!Objects.equals(each.getValue(), each.getKey().of(other))) {
        return false;
      }
    }
    return true;
  }

  /**
   * {@return whether something else that a process inherits differs from this, so far, in nothing
   * that it tells apart} What it shows may name other values and places, but its states are the
   * same.
   */
  public boolean meansAsMuchAs(Inherited other) {
    for (Map.Entry<Question, @Nullable Object> each : answers.entrySet()) {
      Question question = each.getKey();
      if (!question.seen(each.getValue()).equals(question.seen(question.of(other)))) {
        return false;
      }
    }
    return true;
  }

  private @Nullable Object ask(Question question) {
    Object answer = question.of(this);
    answers.put(question, answer);
    return answer;
  }

  private static List<String> texts(@Nullable Object answer) {
    List<String> texts = new ArrayList<>();
    if (answer instanceof List<?> all) {
      all.forEach(each -> texts.add((String) each));
    }
    return texts;
  }

  /** What a run may ask, and the answer, which is the same whenever it is asked. */
  private sealed interface Question {
    @Nullable Object of(Inherited inherited);

    /** {@return what stands for all answers after which a run does the same} */
    default Object seen(@Nullable Object answer) {
      return answer == null ? "" : answer;
    }
  }

  private record Given(String name) implements Question {
    @Override
    public @Nullable Text of(Inherited inherited) {
      return inherited.environment.get(name);
    }

    @Override
    public Object seen(@Nullable Object answer) {
      return Reading.WHOLE.seen((Text) answer);
    }
  }

  private record Value(String name, Reading reading) implements Question {
    @Override
    public @Nullable Text of(Inherited inherited) {
      return inherited.outside.contains(name) ? OUTSIDE : inherited.environment.get(name);
    }

    @Override
    public Object seen(@Nullable Object answer) {
      return reading.seen((Text) answer);
    }
  }

  private record Outside(String name) implements Question {
    @Override
    public Boolean of(Inherited inherited) {
      return inherited.outside.contains(name);
    }
  }

  private record Names(String prefix) implements Question {
    @Override
    public List<String> of(Inherited inherited) {
      return beginning(inherited.environment.variables().keySet(), prefix);
    }
  }

  private record OutsideNames(String prefix) implements Question {
    @Override
    public List<String> of(Inherited inherited) {
      return beginning(inherited.outside, prefix);
    }
  }

  private static List<String> beginning(Set<String> names, String prefix) {
    return names.stream().filter(name -> name.startsWith(prefix)).sorted().toList();
  }
}
