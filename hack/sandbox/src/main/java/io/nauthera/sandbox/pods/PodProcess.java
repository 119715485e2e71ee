package io.nauthera.sandbox.pods;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.nauthera.sandbox.cluster.ControlPlane;
import io.nauthera.sandbox.process.Folders;
import io.nauthera.sandbox.process.LocalProcess;
import io.nauthera.sandbox.process.SandboxException;
import io.nauthera.sandbox.process.Wait;
import io.nauthera.sandbox.tools.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The container of one of the chart's Deployments as a local process that is kept running. */
public final class PodProcess {
  private final Repository repository;
  private final Path folder;
  private final Deployment deployment;
  private final Container container;
  private final PodIdentity identity;
  private final PodData data;
  private final PodVolumes volumes;
  private final RestartBackoff backoff = new RestartBackoff(System::nanoTime);

  private String apiServer;
  private @Nullable LocalProcess process;
  private Optional<HttpProbe> liveness = Optional.empty();
  private Optional<HttpProbe> readiness = Optional.empty();
  private boolean stopped;
  private boolean launched;
  private int restarts;
  private String lastEnd = "";
  private String waitingFor = "its first start";

  /** {@code takenNames} are the names of pods that other processes have. */
  PodProcess(
      ControlPlane plane,
      Repository repository,
      Path folder,
      Deployment deployment,
      Set<String> takenNames) {
    this.repository = repository;
    this.folder = folder;
    this.deployment = deployment;
    var spec = deployment.getSpec().getTemplate().getSpec();
    if (spec.getContainers().size() != 1 || !spec.getInitContainers().isEmpty()) {
      throw new SandboxException(
          name() + ": the sandbox supports only pods with exactly one container");
    }
    this.container = spec.getContainers().getFirst();
    this.identity = new PodIdentity(plane, deployment, takenNames);
    this.apiServer = plane.url();
    this.data = new PodData(plane.client(), identity.namespace());
    this.volumes = new PodVolumes(spec.getVolumes(), folder.resolve("volumes"), data);
  }

  /** The name of the Deployment. */
  public String name() {
    return deployment.getMetadata().getName();
  }

  /** The IP address of the pod, which the process listens on. */
  public String address() {
    return identity.address();
  }

  String component() {
    return identity.component();
  }

  Deployment deployment() {
    return deployment;
  }

  /** Ends the process as a kubelet would, and does not restart it until {@link #start}. */
  public synchronized void stop() {
    stopped = true;
    forgetProbes();
    if (process != null) {
      process.stop();
    }
  }

  /** Ends the process for good. */
  void remove() {
    stop();
    identity.release();
  }

  /** The name of the pod; the process has it over all restarts. */
  public String podName() {
    return identity.podName();
  }

  /** Kills the process without warning, and does not restart it until {@link #start}. */
  public synchronized void crash() {
    stopped = true;
    killProcess();
  }

  /** Lets a stopped process run again. */
  public synchronized void start() {
    stopped = false;
  }

  /** Lets the process call a proxy instead of the API server, from its next start on. */
  public synchronized void callApiServerAt(String url) {
    apiServer = url;
  }

  /** Kills the process without warning. It is restarted, without the pause after a crash. */
  public synchronized void kill() {
    backoff.reset();
    killProcess();
  }

  private void killProcess() {
    forgetProbes();
    if (process != null) {
      process.kill();
    }
  }

  private synchronized boolean isReady() {
    return isAlive() && readiness.map(HttpProbe::isPassing).orElse(true);
  }

  private boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** The process id, or -1 before the first start. */
  public synchronized long pid() {
    return process == null ? -1 : process.pid();
  }

  /** How often the process ended and was started again. */
  public synchronized int restarts() {
    return restarts;
  }

  /** Everything that the process has written so far, over all restarts. */
  public synchronized String output() {
    return process == null ? "" : process.output();
  }

  /** Returns when the process is ready. */
  public void awaitReady(Duration limit) {
    try {
      Wait.until(name() + " is ready", limit, this::isReady);
    } catch (SandboxException e) {
      throw new SandboxException("%s; %s".formatted(e.getMessage(), describe()), e);
    }
  }

  private synchronized String describe() {
    return process == null
        ? "it does not run, because it waits for " + waitingFor
        : "it was restarted %d times%s; end of its log:%n%s"
            .formatted(restarts, lastEnd, process.logTail());
  }

  /** One round of the kubelet: refresh the volumes, then probe the process or start it. */
  synchronized void tick() {
    if (stopped) {
      return;
    }
    try {
      volumes.refresh();
      if (isAlive()) {
        enforceMemoryLimit();
        probe();
      } else {
        restart();
      }
    } catch (MissingPrerequisiteException e) {
      waitingFor = String.valueOf(e.getMessage());
    }
  }

  // In a container the kernel would end the process.
  private void enforceMemoryLimit() {
    var running = Objects.requireNonNull(process);
    if (memoryLimit().filter(limit -> running.anonymousMemory() > limit).isPresent()) {
      lastEnd = ", last because it exceeded its memory limit (OOMKilled)";
      killProcess();
    }
  }

  private void probe() {
    readiness.ifPresent(HttpProbe::callIfDue);
    liveness.ifPresent(HttpProbe::callIfDue);
    if (liveness.map(HttpProbe::hasStoppedPassing).orElse(false)) {
      forgetProbes();
      Objects.requireNonNull(process).stop();
    }
  }

  private void restart() {
    if (launched) {
      launched = false;
      restarts++;
      backoff.ended();
    }
    if (backoff.mayStart()) {
      launch();
      launched = true;
      backoff.started();
    }
  }

  private void forgetProbes() {
    liveness = Optional.empty();
    readiness = Optional.empty();
  }

  private void launch() {
    var paths = volumes.mount(container.getVolumeMounts(), new PathMapping(Map.of("/app", app())));
    var environment = ContainerEnvironment.of(container, sources());
    var line =
        Stream.concat(container.getCommand().stream(), container.getArgs().stream())
            .map(environment::expand)
            .map(paths::rewrite)
            .collect(Collectors.toCollection(ArrayList::new));
    if (line.isEmpty()) {
      throw new SandboxException(
          name() + " has no command, and the sandbox has no image with a default command");
    }
    if (line.getFirst().equals("java")) {
      line.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
      // In a container the JVM would read the limit from its cgroup.
      memoryLimit().ifPresent(bytes -> line.add(1, "-XX:MaxRAM=" + bytes));
    }
    var variables = new TreeMap<String, String>();
    variables.put("PATH", Objects.requireNonNullElse(System.getenv("PATH"), "/usr/bin:/bin"));
    variables.put("HOME", Folders.create(folder.resolve("home")).toString());
    variables.putAll(identity.clusterAccess(folder, apiServer));
    environment.variables().forEach((name, value) -> variables.put(name, paths.rewrite(value)));
    process = LocalProcess.isolated(name(), folder, line, variables);
    process.start();
    readiness = HttpProbe.of(container.getReadinessProbe(), container, address());
    liveness = HttpProbe.of(container.getLivenessProbe(), container, address());
  }

  private Optional<Long> memoryLimit() {
    return Optional.ofNullable(container.getResources())
        .map(resources -> resources.getLimits())
        .map(limits -> limits.get("memory"))
        .map(Quantity::getNumericalAmount)
        .map(amount -> amount.longValue());
  }

  // A copy, so that a rebuild does not remove the jars of a running program.
  private Path app() {
    var image = repository.app(programOf(container.getImage()));
    if (!Files.isDirectory(image)) {
      throw new MissingPrerequisiteException(image + ": run make build");
    }
    var app = folder.resolve("app");
    Folders.delete(app);
    Folders.copy(image, app);
    return app;
  }

  /** The last path segment of an image: "webhook" in "registry:5000/nauthera/webhook:0.1.0". */
  static String programOf(String image) {
    var name = image.substring(image.lastIndexOf('/') + 1);
    return name.split("[:@]", -1)[0];
  }

  private ContainerEnvironment.Sources sources() {
    return new ContainerEnvironment.Sources() {
      @Override
      public Optional<String> field(String path) {
        return identity.field(path);
      }

      @Override
      public Optional<Map<String, String>> secret(String name) {
        return data.secret(name).map(PodData.Content::texts);
      }

      @Override
      public Optional<Map<String, String>> configMap(String name) {
        return data.configMap(name).map(PodData.Content::texts);
      }
    };
  }
}
