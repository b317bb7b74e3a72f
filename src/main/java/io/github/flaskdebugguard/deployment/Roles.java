package io.github.flaskdebugguard.deployment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells the role of a deployment from the words in its names. Only whole words count: {@code
 * product-service}, {@code latest}, {@code devops} and {@code contest} say nothing.
 */
final class Roles {
  /**
   * A role and how it was told.
   *
   * @param reason for example {@code file name docker-compose.prod.yml}
   */
  public record Told(Role role, String reason) {}

  /**
   * Ends the reason where only a file for production beside it tells that one is for developers.
   */
  static final String FOR_PRODUCTION = " beside it is for production";

  private static final Map<String, Role> WORDS = words();

  /** Folders whose content is shown, tried or tested, whatever stands in them. */
  private static final Map<String, Role> ASIDE =
      Map.ofEntries(
          Map.entry(".vscode", Role.DEVELOPMENT),
          Map.entry(".idea", Role.DEVELOPMENT),
          Map.entry(".devcontainer", Role.DEVELOPMENT),
          Map.entry("example", Role.DEVELOPMENT),
          Map.entry("examples", Role.DEVELOPMENT),
          Map.entry("sample", Role.DEVELOPMENT),
          Map.entry("samples", Role.DEVELOPMENT),
          Map.entry("doc", Role.DEVELOPMENT),
          Map.entry("docs", Role.DEVELOPMENT),
          Map.entry("test", Role.TEST),
          Map.entry("tests", Role.TEST),
          Map.entry("testing", Role.TEST),
          Map.entry("e2e", Role.TEST),
          Map.entry("spec", Role.TEST),
          Map.entry("mock", Role.TEST),
          Map.entry("mocks", Role.TEST),
          Map.entry("fixture", Role.TEST),
          Map.entry("fixtures", Role.TEST));

  /**
   * Words of a file name that say that the file is no deployment itself but a copy to start from.
   */
  private static final Set<String> PATTERNS = Set.of("example", "sample");

  private static final Set<String> SETTINGS =
      Set.of("config", "configuration", "settings", "setting", "environment", "env");

  private Roles() {}

  /**
   * {@return the role that words in a path or in names tell, {@code UNKNOWN} when none does}
   *
   * @param path repository-relative path of the deployment's file; its name counts before its
   *     folders
   * @param names further names, strongest first: service, stage, overlay, settings class
   */
  public static Told of(String path, List<String> names) {
    String[] segments = path.split("/");
    for (int i = 0; i < segments.length - 1; i++) {
      Role aside = ASIDE.get(segments[i].toLowerCase(Locale.ROOT));
      if (aside != null && !isDeployedTest(segments, i)) {
        return new Told(aside, "folder " + segments[i]);
      }
    }
    for (int i = segments.length - 1; i >= 0; i--) {
      Role role = ofWords(words(segments[i], false));
      if (role != Role.UNKNOWN && !isSystemFolder(segments, i)) {
        return new Told(role, (i == segments.length - 1 ? "file name " : "folder ") + segments[i]);
      }
    }
    for (String name : names) {
      Role role = ofWords(words(name, true));
      if (role != Role.UNKNOWN) {
        return new Told(role, "name " + name);
      }
    }
    return new Told(Role.UNKNOWN, "no name tells it");
  }

  /**
   * {@return the role that somebody named: the environment of a workflow, a stage, a label}
   *
   * @param what what was named, for example {@code environment}
   */
  public static Told explicit(String name, String what) {
    Role role = ofWords(words(name, true));
    return new Told(
        role, role == Role.UNKNOWN ? what + " " + name + " tells no role" : what + " " + name);
  }

  /**
   * {@return the role from names and, where no name tells it, from what kind of file this is and
   * which files of its kind stand beside it}
   *
   * @param kind kind of the deployment, as in its id
   * @param siblings paths of all files of the same kind; those in the same folder count
   */
  public static Told of(String path, List<String> names, String kind, Collection<String> siblings) {
    Told told = of(path, names);
    if (told.role() != Role.UNKNOWN) {
      return told;
    }
    if (DeploymentKind.isDeployed(kind)) {
      return new Told(
          Role.PRODUCTION, "a " + kind + " file without another name is what is deployed");
    }
    String production = sibling(path, siblings, Role.PRODUCTION);
    if (production != null) {
      return new Told(Role.DEVELOPMENT, production + FOR_PRODUCTION);
    }
    String development = sibling(path, siblings, Role.DEVELOPMENT);
    if (development != null) {
      return new Told(Role.PRODUCTION, development + " beside it is for development");
    }
    return new Told(Role.UNKNOWN, "no name tells it, so it is judged as production");
  }

  /**
   * A file of the same folder and the same first word, {@code Dockerfile.prod} for {@code
   * Dockerfile}.
   */
  private static @Nullable String sibling(String path, Collection<String> siblings, Role role) {
    String folder = path.substring(0, path.lastIndexOf('/') + 1);
    String stem = stem(path.substring(folder.length()));
    for (String other : siblings) {
      if (!other.equals(path)
          && other.startsWith(folder)
          && other.indexOf('/', folder.length()) < 0
          && stem(other.substring(folder.length())).equals(stem)
          && ofWords(words(other.substring(folder.length()), false)) == role
          && !words(other.substring(folder.length()), false).contains("override")) {
        return other.substring(folder.length());
      }
    }
    return null;
  }

  private static String stem(String name) {
    for (String word : words(name, false)) {
      if (word.contains("dockerfile")) {
        return "dockerfile";
      }
      if (word.equals("compose")) {
        return word;
      }
    }
    List<String> words = words(name, false);
    return words.isEmpty() ? name : words.getFirst();
  }

  /**
   * {@code deploy/test/}, {@code overlays/test} and the like are environments, not folders of
   * tests.
   */
  private static boolean isDeployedTest(String[] segments, int at) {
    if (at == 0 || !segments[at].equalsIgnoreCase("test")) {
      return false;
    }
    String parent = segments[at - 1].toLowerCase(Locale.ROOT);
    return Set.of(
            "overlays",
            "environments",
            "envs",
            "inventories",
            "inventory",
            "deploy",
            "deployments",
            "stages")
        .contains(parent);
  }

  /** {@code usr/local} is a folder of every image. */
  private static boolean isSystemFolder(String[] segments, int at) {
    return at > 0 && segments[at].equals("local") && segments[at - 1].equals("usr");
  }

  private static Role ofWords(List<String> words) {
    Role best = Role.UNKNOWN;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (PATTERNS.contains(word)) {
        return Role.DEVELOPMENT;
      }
      Role role = WORDS.getOrDefault(word, Role.UNKNOWN);
      String before = i > 0 ? words.get(i - 1) : "";
      String after = i + 1 < words.size() ? words.get(i + 1) : "";
      if (role == Role.PRODUCTION
          && (before.equals("pre") || before.equals("non") || before.equals("not"))) {
        role = before.equals("pre") ? Role.STAGING : Role.DEVELOPMENT;
      } else if (word.equals("live") && (after.equals("reload") || after.equals("reloading"))) {
        role = Role.DEVELOPMENT;
      } else if (word.equals("integration") && WORDS.get(after) == Role.TEST) {
        role = Role.TEST;
      }
      if (role.ordinal() < best.ordinal()) {
        best = role;
      }
    }
    return best;
  }

  /**
   * Lower-case words between {@code / . - _} and other signs; digits at the end of a word are
   * dropped ({@code prod2}).
   */
  private static List<String> words(String text, boolean camel) {
    List<String> words = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean inside = i < text.length() && Character.isLetterOrDigit(text.charAt(i));
      if (inside && start < 0) {
        start = i;
      } else if (!inside && start >= 0) {
        add(words, text.substring(start, i), camel);
        start = -1;
      }
    }
    return words;
  }

  private static void add(List<String> words, String word, boolean camel) {
    if (camel) {
      // A settings class: ProductionConfig. Other names in camel case (devOps) are one word.
      int last = word.length() - 1;
      while (last > 0 && !Character.isUpperCase(word.charAt(last))) {
        last--;
      }
      if (last > 0 && SETTINGS.contains(word.substring(last).toLowerCase(Locale.ROOT))) {
        add(words, word.substring(0, last), false);
        return;
      }
    }
    String lower = word.toLowerCase(Locale.ROOT);
    if (lower.equals("e2e")) {
      words.add(lower);
      return;
    }
    int end = lower.length();
    while (end > 1 && Character.isDigit(lower.charAt(end - 1))) {
      end--;
    }
    words.add(lower.substring(0, end));
  }

  private static Map<String, Role> words() {
    Map<String, Role> words = new java.util.HashMap<>();
    put(words, Role.PRODUCTION, "prod production live prd release");
    put(
        words,
        Role.STAGING,
        "stag staging stage stg preprod uat qa preview canary demo sandbox integration");
    put(
        words,
        Role.DEVELOPMENT,
        "dev devel develop development local localhost debug override example sample template"
            + " playground nonprod");
    put(words, Role.TEST, "test tests testing ci e2e spec mock mocks fixture fixtures");
    return Map.copyOf(words);
  }

  private static void put(Map<String, Role> words, Role role, String text) {
    for (String word : text.split(" ", -1)) {
      words.put(word, role);
    }
  }
}
