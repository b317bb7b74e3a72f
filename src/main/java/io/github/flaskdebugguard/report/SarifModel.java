package io.github.flaskdebugguard.report;

import com.contrastsecurity.sarif.ArtifactLocation;
import com.contrastsecurity.sarif.CodeFlow;
import com.contrastsecurity.sarif.Location;
import com.contrastsecurity.sarif.Message;
import com.contrastsecurity.sarif.MultiformatMessageString;
import com.contrastsecurity.sarif.Notification;
import com.contrastsecurity.sarif.PartialFingerprints;
import com.contrastsecurity.sarif.PhysicalLocation;
import com.contrastsecurity.sarif.PropertyBag;
import com.contrastsecurity.sarif.Region;
import com.contrastsecurity.sarif.ReportingConfiguration;
import com.contrastsecurity.sarif.ReportingDescriptor;
import com.contrastsecurity.sarif.Result;
import com.contrastsecurity.sarif.ThreadFlow;
import com.contrastsecurity.sarif.ThreadFlowLocation;
import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.SourceFile;
import io.github.flaskdebugguard.repository.Span;
import io.github.flaskdebugguard.rule.Finding;
import io.github.flaskdebugguard.rule.Level;
import io.github.flaskdebugguard.rule.RuleInfo;
import io.github.flaskdebugguard.rule.Rules;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The parts of a SARIF log, as GitHub's code scanning reads them. */
final class SarifModel {

  private static final int NOTE = 300;
  private static final int LINKS = 8;

  private final Function<String, @Nullable SourceFile> sources;
  private final Map<String, List<String>> lineHashes = new HashMap<>();
  private final Map<String, Integer> sameLine = new HashMap<>();

  SarifModel(Function<String, @Nullable SourceFile> sources) {
    this.sources = sources;
  }

  static ReportingDescriptor descriptor(RuleInfo rule) {
    String page = Rules.page(rule);
    Set<String> tags = new LinkedHashSet<>();
    tags.add("security");
    tags.add("flask");
    for (int weakness : rule.weaknesses()) {
      tags.add(String.format(Locale.ROOT, "external/cwe/cwe-%03d", weakness));
    }
    return new ReportingDescriptor()
        .withId(rule.id())
        .withName(rule.name())
        .withShortDescription(new MultiformatMessageString().withText(rule.summary()))
        .withFullDescription(new MultiformatMessageString().withText(rule.summary()))
        .withDefaultConfiguration(
            new ReportingConfiguration()
                .withLevel(ReportingConfiguration.Level.fromValue(rule.level().word())))
        .withHelpUri(URI.create(Reports.page(rule.id())))
        .withHelp(new MultiformatMessageString().withText(page).withMarkdown(page))
        .withProperties(
            new PropertyBag()
                .withTags(tags)
                .withAdditionalProperty("precision", precision(rule))
                .withAdditionalProperty("problem.severity", severity(rule.level()))
                .withAdditionalProperty(
                    "security-severity",
                    String.format(Locale.ROOT, "%.1f", rule.securitySeverity())));
  }

  private static String precision(RuleInfo rule) {
    return switch (rule.id()) {
      case "debug-state-unknown" -> "low";
      case "debug-run-entry-point", "environment-drift", "setting-without-effect" -> "medium";
      default -> "high";
    };
  }

  private static String severity(Level level) {
    return switch (level) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case NOTE -> "recommendation";
    };
  }

  Result result(Report.Alert finding, int ruleIndex) {
    Set<Location> related = new LinkedHashSet<>();
    StringBuilder links = new StringBuilder();
    List<ThreadFlowLocation> flow = new ArrayList<>();
    int id = 1;
    for (Report.Note note : finding.related()) {
      Location location = location(note.place()).withMessage(message(note.message()));
      flow.add(new ThreadFlowLocation().withLocation(location));
      if (id <= LINKS) {
        related.add(location(note.place()).withId(id).withMessage(message(note.message())));
        String label = note.place().path() + ":" + note.place().line();
        links.append(id == 1 ? " Decided by [" : ", [").append(plain(label, NOTE));
        links.append("](").append(id).append(')');
      }
      id++;
    }
    if (!links.isEmpty()) {
      links.append('.');
    }
    String text = plain(finding.message(), Math.max(NOTE, Limits.MESSAGE_CHARS - links.length()));
    String tail = text.length() + links.length() <= Limits.MESSAGE_CHARS ? links.toString() : "";
    Result result =
        new Result()
            .withRuleId(finding.rule())
            .withRuleIndex(ruleIndex)
            .withLevel(Result.Level.fromValue(finding.level().word()))
            .withMessage(new Message().withText(text + tail))
            .withLocations(List.of(location(firstLine(finding.place()))))
            .withPartialFingerprints(fingerprints(finding));
    if (!related.isEmpty()) {
      flow.add(
          new ThreadFlowLocation()
              .withLocation(
                  location(firstLine(finding.place())).withMessage(message(finding.message()))));
      result
          .withRelatedLocations(related)
          .withCodeFlows(
              List.of(
                  new CodeFlow().withThreadFlows(List.of(new ThreadFlow().withLocations(flow)))));
    }
    return result;
  }

  static Notification notification(Report.Trouble problem) {
    Notification notification =
        new Notification()
            .withLevel(problem.matters() ? Notification.Level.ERROR : Notification.Level.NOTE)
            .withMessage(message(problem.message()));
    if (!problem.path().isEmpty()) {
      int line = Math.max(problem.line(), 1);
      notification.withLocations(
          Set.of(
              location(
                  new io.github.flaskdebugguard.repository.Location(
                      problem.path(), line, 1, line, 1))));
    }
    return notification;
  }

  /** An alert shows in a pull request only when all its lines are part of the change. */
  private io.github.flaskdebugguard.repository.Location firstLine(
      io.github.flaskdebugguard.repository.Location place) {
    SourceFile file = sources.apply(place.path());
    if (place.endLine() == place.line() || file == null || place.line() > file.lineCount()) {
      return place;
    }
    return new io.github.flaskdebugguard.repository.Location(
        place.path(),
        place.line(),
        place.column(),
        place.line(),
        Math.max(file.line(place.line()).length() + 1, place.column()));
  }

  /** {@return whether the files that a fix changes are at hand, so that their lines are known} */
  boolean holds(Finding.Fix fix) {
    return fix.edits().stream().allMatch(edit -> sources.apply(edit.span().path()) != null);
  }

  /** {@return lines and columns of a span of a file that is at hand} */
  PhysicalLocation place(Span span) {
    SourceFile file = sources.apply(span.path());
    return location(
            file == null
                ? new io.github.flaskdebugguard.repository.Location(span.path(), 1, 1, 1, 1)
                : region(file, span))
        .getPhysicalLocation();
  }

  /** Lines that go away end where the next one begins, which is column 1 of that line. */
  private static io.github.flaskdebugguard.repository.Location region(SourceFile file, Span span) {
    io.github.flaskdebugguard.repository.Location place = file.locate(span);
    int line = file.lineOf(span.end());
    if (line == place.endLine()) {
      return place;
    }
    return new io.github.flaskdebugguard.repository.Location(
        place.path(), place.line(), place.column(), line, 1);
  }

  private PartialFingerprints fingerprints(Report.Alert finding) {
    String path = finding.place().path();
    SourceFile file = sources.apply(path);
    if (file == null) {
      return new PartialFingerprints();
    }
    List<String> hashes = lineHashes.computeIfAbsent(path, same -> LineHashes.of(file.text()));
    int line = finding.place().line();
    if (line > hashes.size()) {
      return new PartialFingerprints();
    }
    // Code scanning takes two results of one rule on one line for the same alert.
    int occurrence = sameLine.merge(finding.rule() + "\n" + path + "\n" + line, 1, Integer::sum);
    String hash = hashes.get(line - 1);
    return new PartialFingerprints()
        .withAdditionalProperty(
            "primaryLocationLineHash", occurrence == 1 ? hash : hash + ":" + occurrence);
  }

  private static Location location(io.github.flaskdebugguard.repository.Location place) {
    return new Location()
        .withPhysicalLocation(
            new PhysicalLocation()
                .withArtifactLocation(new ArtifactLocation().withUri(uri(place.path())))
                .withRegion(
                    new Region()
                        .withStartLine(place.line())
                        .withStartColumn(place.column())
                        .withEndLine(place.endLine())
                        .withEndColumn(place.endColumn())));
  }

  private static Message message(String text) {
    return new Message().withText(plain(text.isEmpty() ? "(no text)" : text, NOTE));
  }

  /** Brackets would make a link of repository text (SARIF 2.1.0, 3.11.6). */
  private static String plain(String text, int limit) {
    String line = Neutral.line(text, limit);
    StringBuilder out = new StringBuilder(line.length());
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '[' || c == ']') {
        out.append('\\');
      }
      out.append(c);
    }
    return out.length() > limit ? Neutral.cut(out.toString(), limit) : out.toString();
  }

  /** {@return a path as a relative URI; all but unreserved characters are percent-encoded UTF-8} */
  static String uri(String path) {
    StringBuilder uri = new StringBuilder();
    for (byte unit : path.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
      char c = (char) (unit & 0xff);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "-._~/".indexOf(c) >= 0;
      if (plain) {
        uri.append(c);
      } else {
        uri.append('%').append(Character.toUpperCase(Character.forDigit(c >> 4, 16)));
        uri.append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
      }
    }
    return uri.toString();
  }
}
