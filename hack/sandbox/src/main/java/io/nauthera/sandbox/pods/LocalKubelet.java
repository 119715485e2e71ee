package io.nauthera.sandbox.pods;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.nauthera.sandbox.cluster.ControlPlane;
import io.nauthera.sandbox.process.SandboxException;
import io.nauthera.sandbox.process.Wait;
import io.nauthera.sandbox.tools.Repository;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Runs the Deployments of Nauthera in one namespace as local processes. */
public final class LocalKubelet implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofMillis(300);

  private final ControlPlane plane;
  private final Repository repository;
  private final Path folder;
  private final String namespace;
  private final Consumer<String> progress;
  private final Map<String, PodProcess> pods = new TreeMap<>();
  private final Set<String> podNames = ConcurrentHashMap.newKeySet();
  private final Thread thread = Thread.ofPlatform().daemon().name("kubelet").unstarted(this::run);
  private String lastProblem = "";
  private volatile boolean closed;

  private LocalKubelet(
      ControlPlane plane,
      Repository repository,
      Path folder,
      String namespace,
      Consumer<String> progress) {
    this.plane = plane;
    this.repository = repository;
    this.folder = folder;
    this.namespace = namespace;
    this.progress = progress;
  }

  /** Starts a thread that follows the Deployments until the kubelet is closed. */
  public static LocalKubelet start(
      ControlPlane plane,
      Repository repository,
      Path folder,
      String namespace,
      Consumer<String> progress) {
    var kubelet = new LocalKubelet(plane, repository, folder, namespace, progress);
    kubelet.thread.start();
    return kubelet;
  }

  private void run() {
    while (!closed) {
      try {
        refresh();
        running().forEach(PodProcess::tick);
      } catch (KubernetesClientException | SandboxException e) {
        report(String.valueOf(e.getMessage()));
      } catch (RuntimeException e) {
        report(e.toString()); // a bug; the other pods must keep running
      }
      Wait.pause(PERIOD);
    }
  }

  private void refresh() {
    follow(
        plane
            .client()
            .apps()
            .deployments()
            .inNamespace(namespace)
            .withLabel("app.kubernetes.io/part-of", "nauthera")
            .list()
            .getItems());
  }

  private void report(String problem) {
    if (!closed && !problem.equals(lastProblem)) {
      progress.accept(problem);
      lastProblem = problem;
    }
  }

  private synchronized void follow(List<Deployment> deployments) {
    if (closed) {
      return;
    }
    var wanted = new TreeMap<String, Deployment>();
    for (var deployment : deployments) {
      var name = deployment.getMetadata().getName();
      for (var i = 0; i < replicas(deployment); i++) {
        wanted.put(i == 0 ? name : name + "-" + i, deployment);
      }
    }
    pods.entrySet()
        .removeIf(pod -> {
          var now = wanted.get(pod.getKey());
          var outdated = now == null || !isSame(pod.getValue().deployment(), now);
          if (outdated) {
            pod.getValue().remove();
          }
          return outdated;
        });
    wanted.forEach((name, deployment) ->
        pods.computeIfAbsent(
            name,
            absent ->
                new PodProcess(plane, repository, folder.resolve(name), deployment, podNames)));
  }

  // The API server calls the webhook at its ClusterIP, on which only one process can listen.
  private static int replicas(Deployment deployment) {
    var wanted = Objects.requireNonNullElse(deployment.getSpec().getReplicas(), 1);
    return PodIdentity.component(deployment).equals("webhook") ? Math.min(wanted, 1) : wanted;
  }

  private static boolean isSame(Deployment before, Deployment now) {
    return before.getMetadata().getUid().equals(now.getMetadata().getUid())
        && before.getSpec().getTemplate().equals(now.getSpec().getTemplate());
  }

  private synchronized List<PodProcess> running() {
    return new ArrayList<>(pods.values());
  }

  /** The first process of the Deployment with this value of app.kubernetes.io/component. */
  public PodProcess component(String component) {
    return components(component).stream()
        .findFirst()
        .orElseThrow(() -> new SandboxException("no Deployment has the component " + component));
  }

  /** The processes of all replicas of this Deployment. */
  public List<PodProcess> components(String component) {
    return running().stream().filter(pod -> pod.component().equals(component)).toList();
  }

  /** Returns when every Deployment has a process and all processes are ready. */
  public void awaitReady(Duration limit) {
    refresh(); // replaces processes from before an upgrade
    Wait.until("the Deployments of the chart have processes", limit, () -> !running().isEmpty());
    running().forEach(pod -> pod.awaitReady(limit));
  }

  @Override
  public void close() {
    closed = true;
    running().parallelStream().forEach(PodProcess::stop);
    synchronized (this) {
      pods.clear();
    }
  }
}
