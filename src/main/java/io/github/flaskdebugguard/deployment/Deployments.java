package io.github.flaskdebugguard.deployment;

import io.github.flaskdebugguard.repository.Limits;
import io.github.flaskdebugguard.repository.Problem;
import io.github.flaskdebugguard.repository.Repository;
import io.github.flaskdebugguard.repository.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Every way in which a repository is started, as far as files tell.
 *
 * @param deployments by file, place and id
 */
public record Deployments(List<Deployment> deployments, List<Problem> problems) {
  /** Files of a repository below which it takes no longer to read them than to start a thread. */
  static final int WORTH_A_THREAD = 100;

  /** More have nothing left to do before the first one is through. */
  private static final int MOST_THREADS = 3;

  private static final List<DeploymentReader> READERS =
      List.of(
          new DockerfileReader(),
          new ComposeReader(),
          new SystemdReader(),
          new ProcfileReader(),
          new KubernetesReader(),
          // After those that build images: a configuration that an image runs is no host's.
          new SupervisorReader(),
          new UwsgiReader(),
          new HerokuReader(),
          new AppEngineReader(),
          new AppRunnerReader(),
          new FlyReader(),
          new RenderReader(),
          new RailwayReader(),
          new DigitalOceanReader(),
          new CloudFoundryReader(),
          new AzureReader(),
          new BeanstalkReader(),
          new VercelReader(),
          new ReplitReader(),
          new ZappaReader(),
          new ServerlessReader(),
          new EcsReader(),
          new CopilotReader(),
          new TerraformReader(),
          new CloudFormationReader(),
          new ApacheReader(),
          new UnitReader(),
          new RunScriptReader(),
          new AnsibleReader(),
          new ChefReader(),
          new PuppetReader(),
          new SaltReader(),
          // Last of those that start shells: what the others reach is not its own deployment.
          new ScriptReader(),
          new Pm2Reader(),
          new CircusReader(),
          new WorkflowReader(),
          new PipelineReader(),
          new TaskReader());

  public Deployments {
    deployments = List.copyOf(deployments);
    problems = List.copyOf(problems);
  }

  /** {@return what the files of a repository start} */
  public static Deployments find(Repository repository) {
    Discovery discovery = new Discovery(GeneratedProject.of(repository));
    read(discovery);
    List<Deployment> all = discovery.deployments().stream().sorted(Deployment::inOrder).toList();
    if (all.size() <= Limits.DEPLOYMENTS) {
      return new Deployments(all, discovery.problems());
    }
    Span first = all.get(Limits.DEPLOYMENTS).place();
    int left = all.size() - Limits.DEPLOYMENTS;
    discovery.problem(
        new Problem(
            first.path(),
            first,
            "limit: more than %d deployments; this one and %d more are not judged"
                .formatted(Limits.DEPLOYMENTS, left - 1),
            true));
    return new Deployments(all.subList(0, Limits.DEPLOYMENTS), discovery.problems());
  }

  /** Lets all readers read, each as after those before it. */
  private static void read(Discovery discovery) {
    List<DeploymentReader> readers = new ArrayList<>();
    List<Supplier<Discovery>> parts = new ArrayList<>();
    for (DeploymentReader reader : READERS) {
      for (DeploymentReader each : reader.parts(discovery)) {
        readers.add(each);
        parts.add(
            () -> {
              Discovery part = discovery.part();
              part.guarded("", () -> each.read(part));
              return part;
            });
      }
    }
    try (Ahead<Discovery> ahead = new Ahead<>(parts, threads(discovery))) {
      for (int i = 0; i < readers.size(); i++) {
        DeploymentReader reader = readers.get(i);
        Discovery part = ahead.take(i);
        discovery.guarded(
            "",
            () -> {
              if (part == null || !discovery.take(part)) {
                reader.read(discovery);
              }
            });
      }
    }
  }

  private static int threads(Discovery discovery) {
    return discovery.repository().files().size() < WORTH_A_THREAD
        ? 0
        : Math.min(Runtime.getRuntime().availableProcessors() - 1, MOST_THREADS);
  }
}
