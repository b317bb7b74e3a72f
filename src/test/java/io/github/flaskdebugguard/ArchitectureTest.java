package io.github.flaskdebugguard;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.github.flaskdebugguard");

  /** Members of {@link System} that reach out of the program. */
  private static final Set<String> OUTSIDE_WORLD =
      Set.of("out", "err", "in", "exit", "getenv", "getProperty", "getProperties", "setProperty");

  private static final String FILE_ACCESS =
      "java\\.nio\\.file\\.Files"
          + "|java\\.nio\\.channels\\.FileChannel"
          + "|java\\.io\\.(File(Input|Output)Stream|FileReader|FileWriter|RandomAccessFile)";

  /** Packages that come with later work and may be empty until then. */
  private static final Set<String> LATER = Set.of("github");

  /** Public types that other packages reach only through the named accessor. */
  private static final Map<String, String> REACHED_THROUGH =
      Map.of(
          "io.github.flaskdebugguard.python.syntax.Comment",
          "ModuleTree.comments",
          "io.github.flaskdebugguard.repository.Limits",
          "its constants, which the compiler copies to where they are used");

  @Test
  void theWholeProgramIsExamined() {
    assertThat(CLASSES.size()).isGreaterThan(60);
    assertThat(CLASSES.stream().map(type -> Arrows.stageOf(type.getPackageName())))
        .containsAll(Arrows.ALLOWED.keySet());
  }

  @Test
  void packagesUseOnlyWhatTheTableAllows() {
    Set<String> wrong = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (!target.getPackageName().startsWith(Arrows.ROOT)) {
          continue;
        }
        String from = Arrows.stageOf(type.getPackageName());
        String to = Arrows.stageOf(target.getPackageName());
        if (!Arrows.allows(from, to)) {
          wrong.add(from + " -> " + to + ": " + dependency.getDescription());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void theTablePointsOnlyBackwards() {
    List<String> stages = List.copyOf(Arrows.ALLOWED.keySet());
    Arrows.ALLOWED.forEach(
        (stage, used) -> assertThat(stages.subList(0, stages.indexOf(stage))).containsAll(used));
    assertThat(Arrows.allows("rule", "report")).isFalse();
    assertThatThrownBy(() -> Arrows.stageOf(Arrows.ROOT + "helper"))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void packagesHaveNoCycle() {
    slices().matching(Arrows.ROOT + "(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void onlyTheCommandLineReachesTheProcess() {
    noClasses()
        .that(liveOutside("cli"))
        .should()
        .accessTargetWhere(
            target("a member of System that reaches outside", System.class, OUTSIDE_WORLD))
        .orShould()
        .accessTargetWhere(target("the end of the process", Runtime.class, Set.of("exit", "halt")))
        .check(CLASSES);
  }

  @Test
  void onlyTheEndsOfThePipelineTouchFiles() {
    noClasses()
        .that(liveOutside("repository", "github", "cli"))
        .should()
        .dependOnClassesThat()
        .haveNameMatching(FILE_ACCESS)
        .check(CLASSES);
  }

  @Test
  void onlyProbeAndGithubAndTheFetchTouchTheNetwork() {
    noClasses()
        .that(liveOutside("probe", "github"))
        .and()
        .haveNameNotMatching(Arrows.ROOT.replace(".", "\\.") + "repository\\.Server.*")
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.net\\.(http\\..*|.*Socket.*|URL|.*URLConnection)")
        .check(CLASSES);
  }

  @Test
  void onlyTheRepositoryKnowsGit() {
    noClasses()
        .that(liveOutside("repository"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.eclipse.jgit..")
        .check(CLASSES);
  }

  @Test
  void nothingStartsAnotherProcess() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(ProcessBuilder.class, Process.class)
        .check(CLASSES);
  }

  @Test
  void noStateIsShared() {
    fields()
        .that()
        .areStatic()
        .and(
            DescribedPredicate.<JavaField>describe(
                "written by hand", field -> !field.getModifiers().contains(JavaModifier.SYNTHETIC)))
        .should()
        .beFinal()
        .check(CLASSES);
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(CLASSES.stream().map(JavaClass::getPackage).distinct())
        .allSatisfy(
            examined ->
                assertThat(examined.isAnnotatedWith(NullMarked.class))
                    .as(examined.getName())
                    .isTrue());
  }

  @Test
  void everyPublicTypeHasAUserInAnotherPackage() {
    Set<String> empty = new TreeSet<>(Arrows.ALLOWED.keySet());
    CLASSES.stream()
        .filter(type -> !type.getSimpleName().equals("package-info"))
        .forEach(type -> empty.remove(Arrows.stageOf(type.getPackageName())));
    empty.removeAll(LATER);
    assumeThat(empty).isEmpty();

    Set<String> unused =
        CLASSES.stream()
            .filter(
                type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
            .filter(type -> !type.getPackageName().endsWith(".cli"))
            .filter(type -> !hasUserElsewhere(type))
            .map(JavaClass::getName)
            .filter(name -> !REACHED_THROUGH.containsKey(name))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(unused).as("types that need not be public").isEmpty();
  }

  @Test
  void theReadmePrintsTheSameArrows() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    assertThat(readme).contains("<!-- arrows -->\n" + Arrows.markdown() + "<!-- /arrows -->\n");
  }

  private static boolean hasUserElsewhere(JavaClass type) {
    return CLASSES.stream()
        .filter(user -> !user.getPackageName().equals(type.getPackageName()))
        .flatMap(user -> user.getDirectDependenciesFromSelf().stream())
        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
        .anyMatch(used -> outermost(used).equals(type));
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
  }

  private static DescribedPredicate<JavaClass> liveOutside(String... stages) {
    Set<String> inside = Set.of(stages);
    return DescribedPredicate.describe(
        "live outside " + inside, type -> !inside.contains(Arrows.stageOf(type.getPackageName())));
  }

  private static DescribedPredicate<JavaAccess<?>> target(
      String description, Class<?> owner, Set<String> names) {
    return DescribedPredicate.describe(
        description,
        access ->
            access.getTargetOwner().isEquivalentTo(owner)
                && names.contains(access.getTarget().getName()));
  }
}
