package io.nauthera.controller.status;

import static io.nauthera.controller.Fixtures.NOW;
import static io.nauthera.controller.Fixtures.client;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.nauthera.api.v1alpha1.Condition;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.EventReason;
import io.nauthera.api.v1alpha1.Reason;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class StatusWriterTest {
  private static final HasMetadata RESOURCE = client("app", "scopes: [openid]");
  private static final List<Condition> DOWN =
      ready(Finding.fails(ConditionType.READY, Reason.SERVER_UNAVAILABLE, "no route"));
  private static final List<Condition> READY =
      ready(Finding.holds(ConditionType.READY, Reason.CLIENT_PROVISIONED, "registered"));

  private static final Happening REGISTERED =
      new Happening(EventReason.REGISTERED, "client a registered");
  private static final Happening PUBLISHED =
      new Happening(EventReason.SECRET_PUBLISHED, "Secret b written");

  private final List<String> calls = new ArrayList<>();
  private final StatusWriter writer =
      new StatusWriter(
          new EventRecorder(
              event -> calls.add("Event " + event.getReason()),
              Clock.fixed(NOW, ZoneOffset.UTC),
              "controller-0"));

  private static List<Condition> ready(Finding finding) {
    return Conditions.only(null, List.of(finding), 1L, NOW);
  }

  @Test
  void status_changed_isWrittenBeforeItsEvent() {
    writer.write(RESOURCE, DOWN, READY, Function.identity(), status -> calls.add("status"));

    assertThat(calls).containsExactly("status", "Event ClientProvisioned");
  }

  @Test
  void status_unchanged_isNeitherWrittenNorRecorded() {
    writer.write(RESOURCE, READY, READY, Function.identity(), status -> calls.add("status"));

    assertThat(calls).isEmpty();
  }

  @Test
  void happenings_areRecordedAfterTheStatusAndBeforeReady() {
    writer.write(
        RESOURCE,
        DOWN,
        READY,
        Function.identity(),
        List.of(REGISTERED, PUBLISHED),
        status -> calls.add("status"));

    assertThat(calls)
        .containsExactly(
            "status", "Event Registered", "Event SecretPublished", "Event ClientProvisioned");
  }

  @Test
  void happenings_withoutAChangeOfStatus_areRecorded() {
    writer.write(
        RESOURCE,
        READY,
        READY,
        Function.identity(),
        List.of(PUBLISHED),
        status -> calls.add("status"));

    assertThat(calls).containsExactly("Event SecretPublished");
  }

  @Test
  void happenings_atTheEndOfAResource_areRecordedWithoutAStatus() {
    writer.record(RESOURCE, List.of(new Happening(EventReason.REMOVED, "client a removed")));

    assertThat(calls).containsExactly("Event Removed");
  }

  @Test
  void happenings_withAStatusThatCannotBeWritten_areRecordedWithoutReady() {
    assertThatThrownBy(() ->
            writer.write(
                RESOURCE,
                null,
                READY,
                Function.identity(),
                List.of(REGISTERED),
                status -> {
                  throw new KubernetesClientException("conflict");
                }))
        .isInstanceOf(KubernetesClientException.class);

    assertThat(calls).containsExactly("Event Registered");
  }

  @Test
  void status_thatCannotBeWritten_hasNoEvent() {
    assertThatThrownBy(() ->
            writer.write(
                RESOURCE,
                null,
                READY,
                Function.identity(),
                status -> {
                  throw new KubernetesClientException("conflict");
                }))
        .isInstanceOf(KubernetesClientException.class);

    assertThat(calls).isEmpty();
  }
}
