package io.github.flaskdebugguard.repository;

/**
 * Bounds on what is read of a repository and on the work it can cause, all of them in one place.
 * One that bites is never silent: it is a {@link Problem} with its place, or the reason of a
 * verdict that is unknown, and the rest of the repository is judged all the same. The page {@code
 * docs/limits.md} prints the public ones.
 *
 * <p>Where one branch of a start or one family of files has a smaller bound of its own, it stands
 * beside its reader.
 */
public final class Limits {
  /**
   * Bytes of a file that is read, and characters of a text that is made from files, such as a
   * rendered template. Source that people write stays far below; semgrep skips files from about
   * this size as well.
   */
  public static final int FILE_BYTES = 1 << 20;

  /**
   * Characters of a YAML, TOML or HCL file. Half of what other files may have, since a node costs
   * more memory than a line.
   */
  public static final int DATA_CHARS = 512 * 1024;

  /** Files and folders of a work tree or a commit. */
  public static final int ENTRIES = 200_000;

  /** UTF-8 bytes of a path; Linux has the same limit. */
  public static final int PATH_BYTES = 4096;

  /** Folders inside each other. */
  public static final int DEPTH = 256;

  /** Symbolic links that are followed for one path, as Linux does. */
  public static final int LINKS = 40;

  /** Deployments of one repository, those that come first by path. */
  public static final int DEPLOYMENTS = 2_000;

  /**
   * Levels of brackets, lambdas, conditionals or powers in Python; CPython refuses more brackets.
   */
  public static final int PYTHON_LEVELS = 200;

  /** Blocks inside each other in Python; CPython refuses more. */
  public static final int PYTHON_BLOCKS = 100;

  /** Attributes, calls and subscripts after one another in Python; each is a level of the tree. */
  public static final int PYTHON_CHAIN = 1_000;

  /** Levels of YAML, JSON, TOML, HCL and shell, and of the expressions and conditions in them. */
  public static final int LEVELS = 100;

  /**
   * Levels of references from one value to another. Each may double the work, so that the number of
   * references counts as well.
   */
  public static final int EXPANSION_LEVELS = 100;

  /** References that are followed for one value. */
  public static final int EXPANSIONS = 10_000;

  /**
   * Steps of the evaluation of start-up code. A program that does not end costs seconds then, not
   * the whole time of the scan; with twice as many it would cost twice as much and still not end.
   */
  public static final int STEPS = 1_000_000;

  /** Calls inside each other; CPython allows 1,000, which start-up code does not use. */
  public static final int CALLS = 128;

  /**
   * Modules that one start imports. 2,000 that import each other are judged in less than three
   * seconds (measured), and each one that is left out is a value that is not known.
   */
  public static final int MODULES = 10_000;

  /** Rounds of a loop. */
  public static final int ROUNDS = 10_000;

  /**
   * Rounds after the first one from which a loop may have been left: all values in it are taken as
   * unknown then. Each such round doubles the paths, and what eight rounds leave open the ninth
   * does not settle.
   */
  public static final int UNDECIDED_ROUNDS = 8;

  /** Effects that one start writes down, such as settings of an app. */
  public static final int EFFECTS = 2_000;

  /** Characters of a value, in Python, in a shell or after the expansion of variables. */
  public static final int TEXT_CHARS = 64 * 1024;

  /** Lengths of the patterns in a word of a Dockerfile times those of the values they trim. */
  public static final int PATTERN_STEPS = 64 * 1024;

  /** Elements of a list, a dict or a range, and matches of a pattern of file names. */
  public static final int ELEMENTS = 10_000;

  /**
   * Bits of an integer in Python, with its sign. A larger one is a value that is not known, but
   * true; settings ask no more of it.
   */
  public static final int INTEGER_BITS = 64;

  /**
   * Aliases of a YAML document. More than the 50 that parsers allow by default: compose files that
   * give each service the same variables need them, and what they cost is bounded by the nodes.
   */
  public static final int YAML_ALIASES = 1_000;

  /** Nodes of a YAML file, those that aliases repeat included. They bound its documents too. */
  public static final int YAML_NODES = 100_000;

  /** Environment variables of a process. Whether others are set is not known then. */
  public static final int VARIABLES = 2_000;

  /** Stages of a Dockerfile. */
  public static final int STAGES = 1_000;

  /** Services of compose that extend one another in turn. */
  public static final int EXTENDS = 50;

  /**
   * Files that take in one another in turn: compose, uWSGI, kustomize, Ansible's roles. One that
   * takes two others doubles the work at each level.
   */
  public static final int INCLUDES = 20;

  /** Commands of one start script that are followed, each round of a loop counted. */
  public static final int COMMANDS = 10_000;

  /** Scripts and functions of one start that call each other in turn. */
  public static final int SCRIPTS = 64;

  /** Processes of one start. */
  public static final int PROCESSES = 200;

  /** Targets of a Makefile and the like; each is run through by itself. */
  public static final int TARGETS = 300;

  /** Commands, tasks, objects or options that one file may give to its reader. */
  public static final int ITEMS = 5_000;

  /** Problems that a report tells; the last one says how many more there are. */
  public static final int PROBLEMS = 1_000;

  /** Findings of a SARIF file; code scanning takes no more, the worst come first. */
  public static final int FINDINGS = 25_000;

  /** Characters of a message; code scanning takes no more. */
  public static final int MESSAGE_CHARS = 1_000;

  /** Seconds of a whole scan. After that the report has what was judged, and the exit code is 3. */
  public static final int SECONDS = 60;

  /**
   * Bytes of files that {@link Repository#mayContain} looks through before it gives up and says
   * yes.
   */
  static final int SEARCH_BYTES = 16 << 20;

  /** Bytes of a Git index; a larger one is not read. */
  static final int INDEX_BYTES = 64 << 20;

  /** Characters of one pattern of an ignore file. */
  static final int PATTERN_CHARS = 4096;

  /** Bytes and characters of files that are kept for the next reader. */
  static final int KEPT = 96 << 20;

  private Limits() {}
}
