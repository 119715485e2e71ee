package io.nauthera.controller.status;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.nauthera.api.v1alpha1.Condition;
import io.nauthera.api.v1alpha1.ConditionType;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of a resource that became ready, or no longer is, by an Event (events.k8s.io/v1) and one
 * line of log.
 */
public final class EventRecorder {
  private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'");
  private static final int MAX_NOTE = 1000;

  private final KubernetesClient kubernetes;
  private final Clock clock;
  private final String instance;

  public EventRecorder(KubernetesClient kubernetes, Clock clock, String instance) {
    this.kubernetes = kubernetes;
    this.clock = clock;
    this.instance = instance;
  }

  /** Says nothing where Ready is for the same reason as before. */
  public void transition(
      HasMetadata resource, @Nullable List<Condition> before, @Nullable List<Condition> after) {
    Condition ready = Conditions.find(after, ConditionType.READY).orElseThrow();
    boolean same =
        Conditions.find(before, ConditionType.READY)
            .filter(old -> old.status() == ready.status() && old.reason().equals(ready.reason()))
            .isPresent();
    if (same) {
      return;
    }
    LOG.atInfo()
        .addKeyValue("kind", resource.getKind())
        .addKeyValue("namespace", resource.getMetadata().getNamespace())
        .addKeyValue("name", resource.getMetadata().getName())
        .addKeyValue("ready", ready.status())
        .addKeyValue("reason", ready.reason())
        .log("{}", ready.message());
    record(resource, ready);
  }

  private void record(HasMetadata resource, Condition ready) {
    var event =
        new EventBuilder()
            .withNewMetadata()
            .withGenerateName(resource.getMetadata().getName() + ".")
            .withNamespace(resource.getMetadata().getNamespace())
            .endMetadata()
            .withEventTime(new MicroTime(MICROS.format(clock.instant().atOffset(ZoneOffset.UTC))))
            .withType(ready.status() == Condition.Status.False ? "Warning" : "Normal")
            .withReason(ready.reason())
            .withAction("Reconcile")
            .withNote(
                ready.message().length() > MAX_NOTE
                    ? ready.message().substring(0, MAX_NOTE) + "…"
                    : ready.message())
            .withRegarding(reference(resource))
            .withReportingController("nauthera.io/controller")
            .withReportingInstance(instance)
            .build();
    try {
      var unused = kubernetes.resource(event).create();
    } catch (KubernetesClientException e) {
      LOG.warn("event not recorded: {}", e.getMessage());
    }
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
