package io.nauthera.controller.status;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.nauthera.api.v1alpha1.Condition;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.EventReason;
import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.controller.naming.Names;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Records each change of Ready and each happening as an Event (events.k8s.io/v1) and a line of log.
 * Like the recorder of client-go, it counts up an Event that occurs again, as a series.
 */
public final class EventRecorder {
  private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  /** Limits of the API server: bytes of a note, characters of a name. */
  private static final int MAX_NOTE = 1024;

  private static final int MAX_NAME = 253;
  private static final Pattern NO_END_OF_NAME = Pattern.compile("[-.]+$");

  /** The API server keeps an Event for an hour by default; a later one is a new Event. */
  private static final Duration SERIES = Duration.ofMinutes(30);

  private static final int MAX_SERIES = 4096;

  private final Consumer<Event> events;
  private final Clock clock;
  private final String instance;
  private final Map<Key, Event> recent =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Event> eldest) {
          return size() > MAX_SERIES;
        }
      };

  /** What two Events of one series have in common. */
  private record Key(String uid, EventReason.Type type, String reason, String note) {}

  /**
   * Remembers the recent Events of this process.
   *
   * @param events sends an Event
   * @param instance names this process
   */
  public EventRecorder(Consumer<Event> events, Clock clock, String instance) {
    this.events = events;
    this.clock = clock;
    this.instance = instance;
  }

  /**
   * Records the change of Ready, or of ResolvedRefs where a kind has no Ready; records nothing if
   * the condition has the same status and reason.
   */
  void transition(
      HasMetadata resource, @Nullable List<Condition> before, @Nullable List<Condition> after) {
    Condition ready = summary(after).orElseThrow();
    boolean same =
        summary(before)
            .filter(old -> old.status() == ready.status() && old.reason().equals(ready.reason()))
            .isPresent();
    if (same) {
      return;
    }
    String note = cut(ready.message());
    line(Level.INFO, resource)
        .addKeyValue("condition", ready.type())
        .addKeyValue("status", ready.status())
        .addKeyValue("reason", ready.reason())
        .log("{}", note);
    record(
        resource,
        isProblem(ready) ? EventReason.Type.Warning : EventReason.Type.Normal,
        ready.reason(),
        note);
  }

  private static Optional<Condition> summary(@Nullable List<Condition> conditions) {
    return Conditions.find(conditions, ConditionType.READY)
        .or(() -> Conditions.find(conditions, ConditionType.RESOLVED_REFS));
  }

  /** Records what happened to a resource; it may be in deletion. */
  void happened(HasMetadata resource, Happening happening) {
    EventReason reason = happening.reason();
    String note = cut(happening.note());
    Level level =
        switch (reason.type()) {
          case Normal -> Level.INFO;
          case Warning -> Level.WARN;
        };
    line(level, resource).addKeyValue("event", reason).log("{}", note);
    record(resource, reason.type(), reason.toString(), note);
  }

  private static LoggingEventBuilder line(Level level, HasMetadata resource) {
    return LOG.atLevel(level)
        .addKeyValue("kind", resource.getKind())
        .addKeyValue("namespace", resource.getMetadata().getNamespace())
        .addKeyValue("name", resource.getMetadata().getName());
  }

  private void record(HasMetadata resource, EventReason.Type type, String reason, String note) {
    var key = new Key(resource.getMetadata().getUid(), type, reason, note);
    Instant now = clock.instant();
    events.accept(next(key, resource, now));
  }

  /** A rollout that goes on is not a problem. */
  private static boolean isProblem(Condition ready) {
    return ready.status() == Condition.Status.False
        && !ready.reason().equals(Reason.ROLLING_OUT.toString());
  }

  /** The Event to send: a new one, or the last one of its series with a higher count. */
  private synchronized Event next(Key key, HasMetadata resource, Instant now) {
    Event last = recent.get(key);
    Event event =
        last != null && isOpen(last, now) ? counted(last, now) : first(key, resource, now);
    recent.put(key, event);
    return event;
  }

  private static boolean isOpen(Event event, Instant now) {
    MicroTime seen =
        event.getSeries() == null ? event.getEventTime() : event.getSeries().getLastObservedTime();
    return Instant.parse(seen.getTime()).plus(SERIES).isAfter(now);
  }

  private static Event counted(Event event, Instant now) {
    int count = event.getSeries() == null ? 1 : event.getSeries().getCount();
    return event
        .edit()
        .withNewSeries()
        .withCount(count + 1)
        .withLastObservedTime(micros(now))
        .endSeries()
        .build();
  }

  private Event first(Key key, HasMetadata resource, Instant now) {
    return new EventBuilder()
        .withNewMetadata()
        .withName(name(resource.getMetadata().getName(), now))
        .withNamespace(resource.getMetadata().getNamespace())
        .endMetadata()
        .withEventTime(micros(now))
        .withType(key.type().toString())
        .withReason(key.reason())
        .withAction("Reconcile")
        .withNote(key.note())
        .withRegarding(reference(resource))
        .withReportingController(Names.REPORTING_CONTROLLER)
        .withReportingInstance(instance)
        .build();
  }

  private static MicroTime micros(Instant instant) {
    return new MicroTime(MICROS.format(instant));
  }

  /** The name of the resource and the time, as client-go names Events. */
  private static String name(String resource, Instant now) {
    String time = "." + Long.toHexString(now.getEpochSecond() * 1_000_000_000L + now.getNano());
    String start = resource.substring(0, Math.min(resource.length(), MAX_NAME - time.length()));
    return NO_END_OF_NAME.matcher(start).replaceAll("") + time;
  }

  /** At most as many bytes as a note may have, and no half character. */
  private static String cut(String message) {
    if (message.getBytes(StandardCharsets.UTF_8).length <= MAX_NOTE) {
      return message;
    }
    int end = Math.min(message.length(), MAX_NOTE);
    while (message.substring(0, end).getBytes(StandardCharsets.UTF_8).length > MAX_NOTE - 3
        || Character.isHighSurrogate(message.charAt(end - 1))) {
      end--;
    }
    return message.substring(0, end) + "…";
  }

  private static ObjectReference reference(HasMetadata resource) {
    return new ObjectReferenceBuilder()
        .withApiVersion(resource.getApiVersion())
        .withKind(resource.getKind())
        .withNamespace(resource.getMetadata().getNamespace())
        .withName(resource.getMetadata().getName())
        .withUid(resource.getMetadata().getUid())
        .build();
  }
}
