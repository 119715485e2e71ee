package io.nauthera.sandbox;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Plays kubelet for Nauthera's own Deployments of one namespace, and for nothing else. */
final class ChartProcesses implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofMillis(300);

  private final ControlPlane plane;
  private final Repository repository;
  private final Path folder;
  private final String namespace;
  private final Progress progress;
  private final Map<String, PodProcess> pods = new TreeMap<>();
  private final Thread thread = Thread.ofPlatform().daemon().name("kubelet").unstarted(this::run);
  private String lastComplaint = "";
  private volatile boolean closed;

  private ChartProcesses(
      ControlPlane plane, Repository repository, Path folder, String namespace, Progress progress) {
    this.plane = plane;
    this.repository = repository;
    this.folder = folder;
    this.namespace = namespace;
    this.progress = progress;
  }

  static ChartProcesses start(
      ControlPlane plane, Repository repository, Path folder, String namespace, Progress progress) {
    var processes = new ChartProcesses(plane, repository, folder, namespace, progress);
    processes.thread.start();
    return processes;
  }

  private void run() {
    while (!closed) {
      try {
        refresh();
        running().forEach(PodProcess::tick);
      } catch (KubernetesClientException | SandboxException e) {
        complain(String.valueOf(e.getMessage()));
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

  private void complain(String message) {
    if (!closed && !message.equals(lastComplaint)) {
      progress.say(message);
      lastComplaint = message;
    }
  }

  private synchronized void follow(List<Deployment> deployments) {
    if (closed) {
      return;
    }
    var wanted = new TreeMap<String, Deployment>();
    for (var deployment : deployments) {
      if (!Objects.equals(deployment.getSpec().getReplicas(), 0)) {
        wanted.put(deployment.getMetadata().getName(), deployment);
      }
    }
    pods.values()
        .removeIf(pod -> {
          var now = wanted.get(pod.name());
          var outdated = now == null || !isSame(pod.deployment(), now);
          if (outdated) {
            pod.stop();
          }
          return outdated;
        });
    wanted.forEach((name, deployment) ->
        pods.computeIfAbsent(
            name, absent -> new PodProcess(plane, repository, folder.resolve(name), deployment)));
  }

  private static boolean isSame(Deployment before, Deployment now) {
    return before.getMetadata().getUid().equals(now.getMetadata().getUid())
        && before.getSpec().getTemplate().equals(now.getSpec().getTemplate());
  }

  private synchronized List<PodProcess> running() {
    return new ArrayList<>(pods.values());
  }

  /** The process of the Deployment with this app.kubernetes.io/component. */
  PodProcess component(String component) {
    return running().stream()
        .filter(pod -> pod.component().equals(component))
        .findFirst()
        .orElseThrow(() -> new SandboxException("no Deployment of component " + component));
  }

  /** Returns when every Deployment has its process and all are ready. */
  void awaitReady(Duration limit) {
    refresh(); // not the pods of before an upgrade
    Wait.until("the chart's Deployments have processes", limit, () -> !running().isEmpty());
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
