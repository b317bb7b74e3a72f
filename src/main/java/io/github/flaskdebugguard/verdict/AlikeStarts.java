package io.github.flaskdebugguard.verdict;

import io.github.flaskdebugguard.repository.RememberedFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What starts of deployments that are judged already showed. One app is often deployed in several
 * ways, to several environments, and most of what its code asks for is the same in all of them.
 * Safe for use by several threads.
 */
final class AlikeStarts {
  /** Steps of the starts of one deployment that are worth the memory. */
  private static final long WORTH = 3_000;

  /** Deployments that start alike and are looked through for one whose files are the same. */
  private static final int MOST = 16;

  /** Answers about files that are kept for all deployments together. */
  private static final int ANSWERS = 200_000;

  private final AtomicInteger left = new AtomicInteger(ANSWERS);
  private final Map<Starting.Kind, List<Shown>> shown = new ConcurrentHashMap<>();

  /**
   * What starts of one deployment showed.
   *
   * @param files all that the starts asked of them
   */
  private record Shown(RememberedFiles files, List<Evaluations.Known> known) {}

  /**
   * Takes what starts showed.
   *
   * @param files asked by these starts; not asked any more
   */
  void add(Starting.Kind kind, RememberedFiles files, List<Evaluations.Known> known) {
    long steps = 0;
    List<Evaluations.Known> kept = new ArrayList<>(known.size());
    for (Evaluations.Known each : known) {
      steps += each.trial().steps();
      kept.add(each.inShort());
    }
    if (steps < WORTH) {
      return;
    }
    List<Shown> alike = shown.computeIfAbsent(kind, each -> new CopyOnWriteArrayList<>());
    if (alike.size() < MOST && left.addAndGet(-files.answers()) >= 0) {
      alike.add(new Shown(files, List.copyOf(kept)));
    }
  }

  /** {@return what starts showed that are told the same of their files} */
  List<Evaluations.Known> of(Starting starting) {
    List<Evaluations.Known> known = new ArrayList<>();
    for (Shown each : shown.getOrDefault(starting.kind(), List.of())) {
      if (each.files().answersLike(starting.files())) {
        known.addAll(each.known());
      }
    }
    return known;
  }
}
