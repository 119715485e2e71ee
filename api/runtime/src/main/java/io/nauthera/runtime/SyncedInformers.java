package io.nauthera.runtime;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.nauthera.api.text.Durations;
import io.nauthera.runtime.metrics.Metric;
import io.nauthera.runtime.metrics.Metrics;
import io.nauthera.runtime.metrics.Metrics.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BinaryOperator;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The informers of a process. They retry for as long as the process runs, and log when they cannot
 * list or watch.
 */
public final class SyncedInformers implements AutoCloseable {
  /** Resources are listed in pages, because a whole list can be larger than the heap. */
  private static final long PAGE = 500;

  private static final Duration DEFAULT_MAX_OUTAGE = Duration.ofSeconds(60);

  private static final Duration SYNC_CHECK = Duration.ofMillis(200);

  private final List<InformerState> informers = new ArrayList<>();
  private final Map<String, InformerState> namespaces = new HashMap<>();
  private final Duration checkInterval;
  private final Duration maxOutage;
  private final LongSupplier nanoTime;
  private volatile boolean isClosed;
  private final ScheduledExecutorService checks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("watch-checks").daemon().factory());

  /**
   * Creates no informer yet.
   *
   * @param maxOutage how long a watch may be down before {@link #outage} says so
   */
  public SyncedInformers(Duration maxOutage) {
    this(maxOutage, Duration.ofSeconds(10), System::nanoTime);
  }

  SyncedInformers(Duration maxOutage, Duration checkInterval, LongSupplier nanoTime) {
    this.maxOutage = maxOutage;
    this.checkInterval = checkInterval;
    this.nanoTime = nanoTime;
  }

  /** How long the environment says that a watch may be down. */
  public static Duration maxOutage(Environment environment) {
    return environment.duration("NAUTHERA_WATCH_LIMIT", DEFAULT_MAX_OUTAGE);
  }

  /** Receives each change of a resource. */
  @FunctionalInterface
  public interface ChangeListener<R> {
    /**
     * Handles one change.
     *
     * @param before null if the resource was created
     * @param after null if the resource was deleted
     */
    void changed(@Nullable R before, @Nullable R after);
  }

  /**
   * Adds informers with the same listener, which can be called by all of them at a time.
   *
   * @param resources by namespace, as {@link WatchedNamespaces#of} returns them
   */
  public <R extends HasMetadata> List<SharedIndexInformer<R>> addAll(
      Map<String, Informable<R>> resources, ChangeListener<R> listener) {
    List<SharedIndexInformer<R>> added = new ArrayList<>();
    resources.forEach((namespace, each) -> added.add(add(namespace, each, listener)));
    return added;
  }

  /**
   * Adds informers of the namespaces themselves. While one of them does not exist, neither do the
   * rights to watch what it contained: its informers then count as synced.
   *
   * @param resources as {@link WatchedNamespaces#namespaces} returns them
   */
  public List<SharedIndexInformer<Namespace>> addNamespaces(
      Map<String, Informable<Namespace>> resources, ChangeListener<Namespace> listener) {
    List<SharedIndexInformer<Namespace>> added = new ArrayList<>();
    resources.forEach((name, each) -> {
      added.add(add("", each, listener));
      namespaces.put(name, informers.getLast());
    });
    return added;
  }

  /** Adds an informer, which {@link #start} starts. */
  public <R extends HasMetadata> SharedIndexInformer<R> add(
      Informable<R> resources, ChangeListener<R> listener) {
    return add("", resources, listener);
  }

  /** {@code namespace} is the only one that the informer watches, or empty. */
  private <R extends HasMetadata> SharedIndexInformer<R> add(
      String namespace, Informable<R> resources, ChangeListener<R> listener) {
    SharedIndexInformer<R> informer = resources.withLimit(PAGE).runnableInformer(0);
    var state = new InformerState(informer, nanoTime, namespace);
    informer
        .addEventHandler(new Notifier<>(listener, state))
        .exceptionHandler((isStarted, failure) -> {
          state.failed(Failure.describe(failure));
          return true;
        });
    informers.add(state);
    return informer;
  }

  /** Whether the informer watches a namespace that does not exist. */
  private boolean isWithoutNamespace(InformerState state) {
    InformerState namespace = namespaces.get(state.namespace());
    return namespace != null
        && !state.namespace().isEmpty()
        && namespace.hasListed()
        && namespace.informer().getStore().getByKey(state.namespace()) == null;
  }

  /** Translates the events of one informer. */
  private record Notifier<R>(ChangeListener<R> listener, InformerState state)
      implements ResourceEventHandler<R> {
    // The informer calls this after every onAdd of the list. Its hasSynced() is true before that.
    @Override
    public void onList(String resourceVersion, boolean remainedEmpty) {
      state.listed();
    }

    @Override
    public void onAdd(R resource) {
      state.handle(() -> listener.changed(null, resource));
    }

    @Override
    public void onUpdate(R before, R after) {
      state.handle(() -> listener.changed(before, after));
    }

    @Override
    public void onDelete(R resource, boolean finalStateUnknown) {
      state.handle(() -> listener.changed(resource, null));
    }
  }

  /** Starts all informers and returns at once. */
  public void start() {
    informers.forEach(InformerState::start);
    long millis = checkInterval.toMillis();
    var unused =
        checks.scheduleWithFixedDelay(
            () -> informers.forEach(InformerState::check), millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Whether the listeners have received everything that existed at the start. */
  public boolean isSynced() {
    return informers.stream().allMatch(this::isSynced);
  }

  private boolean isSynced(InformerState state) {
    return state.hasListed() || isWithoutNamespace(state);
  }

  /**
   * Which kind has not been watched for longer than the limit, and for how long. What the listeners
   * received can then be too old to decide with.
   */
  public Optional<String> outage() {
    return informers.stream()
        .filter(state -> state.outage().compareTo(maxOutage) > 0 && !isWithoutNamespace(state))
        .findFirst()
        .map(state ->
            "it has not been able to watch %s for %s"
                .formatted(state.kind(), Durations.format(state.outage())));
  }

  /**
   * Why the listeners receive no change any more, as a clause; empty also while the API server
   * cannot be reached, because the informers reconnect then.
   */
  public Optional<String> failure() {
    return isClosed
        ? Optional.empty()
        : informers.stream().flatMap(state -> state.failure().stream()).findFirst();
  }

  /** Shows for each kind whether it is synced, and how long its watch has been down. */
  public void show(Metrics metrics) {
    metrics.gauge(Metric.CACHE_SYNCED, () -> byKind(state -> state.hasListed() ? 1 : 0, Math::min));
    metrics.gauge(
        Metric.CACHE_OUTAGE, () -> byKind(state -> state.outage().toMillis() / 1000.0, Math::max));
  }

  /** A kind can have one informer per namespace. */
  private List<Sample> byKind(ToDoubleFunction<InformerState> value, BinaryOperator<Double> worst) {
    Map<String, Double> values = new TreeMap<>();
    informers.forEach(state -> values.merge(state.kind(), value.applyAsDouble(state), worst));
    return values.entrySet().stream()
        .map(entry -> Sample.of(entry.getValue(), entry.getKey()))
        .toList();
  }

  /** Waits until {@link #isSynced}. */
  public void awaitSync() throws InterruptedException {
    for (InformerState state : informers) {
      while (!isSynced(state)) {
        state.awaitList(SYNC_CHECK);
      }
    }
  }

  @Override
  public void close() {
    isClosed = true;
    checks.shutdownNow();
    informers.forEach(state -> state.informer().close());
  }
}
