package io.nauthera.sandbox;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The container of one of the chart's Deployments as a process of this machine, kept running. */
public final class PodProcess {
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final Duration STEADY = Duration.ofSeconds(30);
  private static final long TOKEN_SECONDS = Duration.ofDays(30).toSeconds();

  private final ControlPlane plane;
  private final Repository repository;
  private final Path folder;
  private final Deployment deployment;
  private final PodTemplateSpec template;
  private final Container container;
  private final Map<String, VolumeFolder> volumes = new HashMap<>();
  private final String address;

  private @Nullable LocalProcess process;
  private List<ProbeTimer> liveness = List.of();
  private Optional<ProbeTimer> readiness = Optional.empty();
  private boolean wanted = true;
  private boolean deliberate;
  private int restarts;
  private Duration pause = SHORTEST_PAUSE;
  private long lastStart;
  private long nextStart = System.nanoTime();
  private String waitingFor = "its first start";

  PodProcess(ControlPlane plane, Repository repository, Path folder, Deployment deployment) {
    this.plane = plane;
    this.repository = repository;
    this.folder = folder;
    this.deployment = deployment;
    this.template = deployment.getSpec().getTemplate();
    var containers = template.getSpec().getContainers();
    if (containers.size() != 1 || !template.getSpec().getInitContainers().isEmpty()) {
      throw new SandboxException(name() + ": the sandbox runs pods of exactly one container");
    }
    this.container = containers.getFirst();
    this.address = chooseAddress();
  }

  /** The Deployment's name. */
  public String name() {
    return deployment.getMetadata().getName();
  }

  /** Its label app.kubernetes.io/component. */
  public String component() {
    return labels().getOrDefault("app.kubernetes.io/component", name());
  }

  /** The pod's address, where it listens. */
  public String address() {
    return address;
  }

  Deployment deployment() {
    return deployment;
  }

  /** Lets it run again after a stop. */
  public synchronized void start() {
    wanted = true;
    nextStart = System.nanoTime();
  }

  /** Ends it as a kubelet would, and leaves it ended. */
  public synchronized void stop() {
    wanted = false;
    deliberate = true;
    forgetProbes();
    if (process != null) {
      process.stop();
    }
  }

  /** Ends it without warning; it comes back by itself. */
  public synchronized void kill() {
    forgetProbes();
    if (process != null) {
      process.kill();
    }
  }

  public synchronized boolean isReady() {
    return isAlive() && readiness.map(ProbeTimer::holds).orElse(true);
  }

  public synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** How often it has ended by itself, or was killed. */
  public synchronized int restarts() {
    return restarts;
  }

  public synchronized long pid() {
    return process == null ? -1 : process.pid();
  }

  /** Everything it has written so far, over all its lives. */
  public synchronized String output() {
    return process == null ? "" : process.output();
  }

  /** Returns when it is ready. */
  public void awaitReady(Duration limit) {
    try {
      Wait.until(name() + " is ready", limit, this::isReady);
    } catch (SandboxException e) {
      throw new SandboxException("%s: %s".formatted(e.getMessage(), describe()), e);
    }
  }

  private synchronized String describe() {
    if (process == null) {
      return "it waits for " + waitingFor;
    }
    var lines = process.output().lines().toList();
    return "restarts: %d, end of its log:%n%s"
        .formatted(
            restarts,
            String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size())));
  }

  /** What a kubelet does every moment: mounts, starts, asks, restarts. */
  synchronized void tick() {
    if (!wanted) {
      return;
    }
    try {
      refreshVolumes();
      if (isAlive()) {
        probe();
      } else {
        revive();
      }
    } catch (ContainerEnvironment.NotYet e) {
      waitingFor = String.valueOf(e.getMessage());
    }
  }

  private void probe() {
    liveness.forEach(ProbeTimer::tick);
    readiness.ifPresent(ProbeTimer::tick);
    if (liveness.stream().anyMatch(ProbeTimer::isLost)) {
      forgetProbes();
      Objects.requireNonNull(process).stop();
    }
  }

  private void revive() {
    var now = System.nanoTime();
    if (process != null && lastStart != 0) {
      if (!deliberate) {
        restarts++;
        if (now - lastStart > STEADY.toNanos()) {
          pause = SHORTEST_PAUSE;
        }
        nextStart = now + pause.toNanos();
        pause = longer(pause);
      }
      lastStart = 0;
    }
    if (now - nextStart < 0) {
      return;
    }
    deliberate = false;
    launch();
    lastStart = System.nanoTime();
  }

  private static Duration longer(Duration pause) {
    var twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }

  private void forgetProbes() {
    liveness = List.of();
    readiness = Optional.empty();
  }

  private void launch() {
    var paths = mapping();
    var environment = ContainerEnvironment.of(container, sources());
    var line =
        Stream.concat(container.getCommand().stream(), container.getArgs().stream())
            .map(environment::expand)
            .map(paths::rewrite)
            .collect(Collectors.toCollection(ArrayList::new));
    if (line.isEmpty()) {
      throw new SandboxException(name() + " has no command, and the sandbox has no image to ask");
    }
    if (line.getFirst().equals("java")) {
      line.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
      // What the JVM would read from its cgroup.
      memoryLimit().ifPresent(bytes -> line.add(1, "-XX:MaxRAM=" + bytes));
    }
    var variables = new TreeMap<String, String>();
    variables.put("PATH", Objects.requireNonNullElse(System.getenv("PATH"), "/usr/bin:/bin"));
    variables.put("HOME", Folders.create(folder.resolve("home")).toString());
    variables.put("KUBECONFIG", kubeconfig().toString());
    environment.variables().forEach((name, value) -> variables.put(name, paths.rewrite(value)));
    process = LocalProcess.isolated(name(), folder, line, variables);
    process.start();
    readiness = ProbeTimer.of(container.getReadinessProbe(), container, address);
    liveness = ProbeTimer.of(container.getLivenessProbe(), container, address).stream().toList();
  }

  private Optional<Long> memoryLimit() {
    return Optional.ofNullable(container.getResources())
        .map(resources -> resources.getLimits())
        .map(limits -> limits.get("memory"))
        .map(Quantity::getNumericalAmount)
        .map(amount -> amount.longValue());
  }

  // A copy, like an image: a rebuild while the program runs must not pull its jars away.
  private PathMapping mapping() {
    var image = repository.app(imageName());
    if (!Files.isDirectory(image)) {
      throw new ContainerEnvironment.NotYet(image + " (build the program first)");
    }
    var app = folder.resolve("app");
    Folders.delete(app);
    Folders.copy(image, app);
    var paths = new PathMapping(Map.of("/app", app));
    for (var mount : container.getVolumeMounts()) {
      var volume = volumes.get(mount.getName());
      var place =
          volume == null
              ? Folders.create(folder.resolve("volumes").resolve(mount.getName()))
              : volume.path();
      paths =
          paths.with(
              mount.getMountPath(),
              mount.getSubPath() == null ? place : place.resolve(mount.getSubPath()));
    }
    return paths;
  }

  private String imageName() {
    return lastSegment(container.getImage());
  }

  /** "webhook" of "registry:5000/nauthera/webhook:0.1.0@sha256:…". */
  static String lastSegment(String image) {
    var name = image.substring(image.lastIndexOf('/') + 1);
    return name.split("[:@]", -1)[0];
  }

  private void refreshVolumes() {
    for (var volume : template.getSpec().getVolumes()) {
      if (volume.getSecret() != null) {
        var source = volume.getSecret();
        var secret = secret(source.getSecretName());
        if (secret.isEmpty() && !Boolean.TRUE.equals(source.getOptional())) {
          throw new ContainerEnvironment.NotYet("Secret " + source.getSecretName());
        }
        var data = secret.map(PodProcess::bytes).orElse(Map.of());
        show(
            volume,
            version(secret.map(s -> s.getMetadata().getResourceVersion())),
            data,
            source.getItems());
      } else if (volume.getConfigMap() != null) {
        var source = volume.getConfigMap();
        var map = configMap(source.getName());
        if (map.isEmpty() && !Boolean.TRUE.equals(source.getOptional())) {
          throw new ContainerEnvironment.NotYet("ConfigMap " + source.getName());
        }
        var data = map.map(PodProcess::bytes).orElse(Map.of());
        show(
            volume,
            version(map.map(m -> m.getMetadata().getResourceVersion())),
            data,
            source.getItems());
      } else if (volume.getEmptyDir() == null) {
        throw new SandboxException(
            "%s: the sandbox cannot mount volume %s".formatted(name(), volume.getName()));
      }
    }
  }

  private static String version(Optional<String> resourceVersion) {
    return resourceVersion.orElse("absent");
  }

  private void show(
      Volume volume, String version, Map<String, byte[]> data, List<KeyToPath> items) {
    var files = data;
    if (!items.isEmpty()) {
      files = new HashMap<>();
      for (var item : items) {
        var content = data.get(item.getKey());
        if (content != null) {
          files.put(item.getPath(), content);
        }
      }
    }
    volumes
        .computeIfAbsent(
            volume.getName(), name -> new VolumeFolder(folder.resolve("volumes").resolve(name)))
        .show(version, files);
  }

  private static Map<String, byte[]> bytes(Secret secret) {
    var bytes = new HashMap<String, byte[]>();
    Objects.requireNonNullElse(secret.getData(), Map.<String, String>of())
        .forEach((key, value) -> bytes.put(key, Base64.getDecoder().decode(value)));
    return bytes;
  }

  private static Map<String, byte[]> bytes(ConfigMap map) {
    var bytes = new HashMap<String, byte[]>();
    Objects.requireNonNullElse(map.getData(), Map.<String, String>of())
        .forEach((key, value) -> bytes.put(key, value.getBytes(StandardCharsets.UTF_8)));
    return bytes;
  }

  private static Map<String, String> texts(Map<String, byte[]> bytes) {
    var texts = new HashMap<String, String>();
    bytes.forEach((key, value) -> texts.put(key, new String(value, StandardCharsets.UTF_8)));
    return texts;
  }

  private Optional<Secret> secret(String name) {
    return Optional.ofNullable(
        plane.client().secrets().inNamespace(namespace()).withName(name).get());
  }

  private Optional<ConfigMap> configMap(String name) {
    return Optional.ofNullable(
        plane.client().configMaps().inNamespace(namespace()).withName(name).get());
  }

  private ContainerEnvironment.Sources sources() {
    return new ContainerEnvironment.Sources() {
      @Override
      public Optional<String> field(String path) {
        return PodProcess.this.field(path);
      }

      @Override
      public Optional<Map<String, String>> secret(String name) {
        return PodProcess.this.secret(name).map(found -> texts(bytes(found)));
      }

      @Override
      public Optional<Map<String, String>> configMap(String name) {
        return PodProcess.this.configMap(name).map(found -> texts(bytes(found)));
      }
    };
  }

  private Optional<String> field(String path) {
    return switch (path) {
      case "status.podIP", "status.hostIP" -> Optional.of(address);
      case "metadata.name" -> Optional.of(podName());
      case "metadata.namespace" -> Optional.of(namespace());
      case "spec.serviceAccountName" -> Optional.of(serviceAccount());
      case "spec.nodeName" -> Optional.of("sandbox");
      default -> Optional.empty();
    };
  }

  // The ReplicaSet has made a pod, which no scheduler ever gives to a node: its name is the one to
  // use.
  private String podName() {
    return plane
        .client()
        .pods()
        .inNamespace(namespace())
        .withLabels(deployment.getSpec().getSelector().getMatchLabels())
        .list()
        .getItems()
        .stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .map(pod -> pod.getMetadata().getName())
        .findFirst()
        .orElseThrow(() -> new ContainerEnvironment.NotYet("the ReplicaSet's pod"));
  }

  private String chooseAddress() {
    return plane.client().services().inNamespace(namespace()).list().getItems().stream()
        .filter(service -> selects(service.getSpec().getSelector()))
        .map(service -> service.getSpec().getClusterIP())
        .filter(ip -> ip != null && ip.startsWith("127."))
        .findFirst()
        .orElseGet(() -> plane.addresses().nextPod());
  }

  private boolean selects(@Nullable Map<String, String> selector) {
    return selector != null
        && !selector.isEmpty()
        && labels().entrySet().containsAll(selector.entrySet());
  }

  private Map<String, String> labels() {
    return Objects.requireNonNullElse(template.getMetadata().getLabels(), Map.of());
  }

  private String namespace() {
    return deployment.getMetadata().getNamespace();
  }

  private String serviceAccount() {
    return Objects.requireNonNullElse(template.getSpec().getServiceAccountName(), "default");
  }

  // Never the administrator's: the chart's RBAC is part of what is tried.
  private Path kubeconfig() {
    TokenRequest request =
        new TokenRequestBuilder()
            .withNewSpec()
            .withExpirationSeconds(TOKEN_SECONDS)
            .endSpec()
            .build();
    var account =
        plane.client().serviceAccounts().inNamespace(namespace()).withName(serviceAccount());
    if (account.get() == null) {
      throw new ContainerEnvironment.NotYet("ServiceAccount " + serviceAccount());
    }
    var token = account.tokenRequest(request).getStatus().getToken();
    return Kubeconfig.withToken(
        folder.resolve("kubeconfig"), plane.server(), plane.pki(), namespace(), token);
  }
}
