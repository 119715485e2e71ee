package io.nauthera.controller.status;

import static io.nauthera.controller.Fixtures.client;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.nauthera.api.v1alpha1.Condition;
import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.EventReason;
import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.runtime.RecordedLog;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventRecorderTest {
  private static final List<Condition> READY =
      ready(Finding.holds(ConditionType.READY, Reason.CLIENT_PROVISIONED, "registered"));
  private static final List<Condition> DOWN =
      ready(Finding.fails(ConditionType.READY, Reason.SERVER_UNAVAILABLE, "no route"));

  private final List<Event> sent = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00.000001Z");
  private final EventRecorder recorder = new EventRecorder(sent::add, clock(), "controller-0");

  private Clock clock() {
    InstantSource source = () -> now;
    return source.withZone(ZoneOffset.UTC);
  }

  private static List<Condition> ready(Finding finding) {
    return Conditions.only(null, List.of(finding), 1L, Instant.EPOCH);
  }

  private static HasMetadata resource(String name) {
    return client(name, "scopes: [openid]");
  }

  private void transition(@Nullable List<Condition> before, List<Condition> after) {
    recorder.transition(resource("app"), before, after);
    now = now.plus(Duration.ofMinutes(1));
  }

  @Test
  void state_changed_isOneEventWithReasonAndSentence() {
    transition(null, DOWN);

    assertThat(sent)
        .singleElement()
        .satisfies(event -> {
          assertThat(event.getMetadata().getNamespace()).isEqualTo("team");
          assertThat(event.getMetadata().getName()).isEqualTo("app.18867251edfa03e8");
          assertThat(event.getMetadata().getGenerateName()).isNull();
          assertThat(event.getType()).isEqualTo("Warning");
          assertThat(event.getReason()).isEqualTo("ServerUnavailable");
          assertThat(event.getNote()).isEqualTo("no route");
          assertThat(event.getAction()).isEqualTo("Reconcile");
          assertThat(event.getReportingController()).isEqualTo("nauthera.io/controller");
          assertThat(event.getReportingInstance()).isEqualTo("controller-0");
          assertThat(event.getEventTime().getTime()).isEqualTo("2026-01-01T00:00:00.000001Z");
          assertThat(event.getSeries()).isNull();
          assertThat(event.getRegarding().getKind()).isEqualTo("AuthClient");
          assertThat(event.getRegarding().getName()).isEqualTo("app");
          assertThat(event.getRegarding().getUid()).isEqualTo("uid-app");
        });
  }

  @Test
  void state_ready_isANormalEvent() {
    transition(DOWN, READY);

    assertThat(sent).singleElement().extracting(Event::getType).isEqualTo("Normal");
  }

  @Test
  void rollout_goingOn_isANormalEvent() {
    transition(
        READY, ready(Finding.fails(ConditionType.READY, Reason.ROLLING_OUT, "1 of 2 clients")));

    assertThat(sent).singleElement().extracting(Event::getType).isEqualTo("Normal");
  }

  @Test
  void kind_withoutReady_reportsResolvedRefs() {
    transition(
        null,
        ready(
            Finding.fails(
                ConditionType.RESOLVED_REFS, Reason.SECRET_NOT_FOUND, "Secret a is missing")));

    assertThat(sent).singleElement().extracting(Event::getReason).isEqualTo("SecretNotFound");
  }

  @Test
  void state_unchanged_isNoEvent() {
    transition(DOWN, DOWN);
    transition(
        DOWN,
        ready(Finding.fails(ConditionType.READY, Reason.SERVER_UNAVAILABLE, "another sentence")));

    assertThat(sent).isEmpty();
  }

  @Test
  void event_again_isCountedUpUnderTheSameName() {
    transition(null, DOWN);
    transition(DOWN, READY);
    transition(READY, DOWN);
    transition(DOWN, READY);
    transition(READY, DOWN);

    List<Event> down = sent.stream().filter(event -> event.getType().equals("Warning")).toList();
    assertThat(down)
        .extracting(event -> event.getMetadata().getName())
        .hasSize(3)
        .containsOnly(down.getFirst().getMetadata().getName());
    assertThat(down)
        .extracting(event -> event.getEventTime().getTime())
        .containsOnly("2026-01-01T00:00:00.000001Z");
    assertThat(down.get(1).getSeries().getCount()).isEqualTo(2);
    assertThat(down.get(1).getSeries().getLastObservedTime().getTime())
        .isEqualTo("2026-01-01T00:02:00.000001Z");
    assertThat(down.get(2).getSeries().getCount()).isEqualTo(3);
  }

  @Test
  void event_ofAnotherSentenceOrResource_isAnotherEvent() {
    transition(READY, DOWN);
    transition(
        READY, ready(Finding.fails(ConditionType.READY, Reason.SERVER_UNAVAILABLE, "HTTP 503")));
    recorder.transition(resource("other"), READY, DOWN);

    assertThat(sent).extracting(event -> event.getMetadata().getName()).doesNotHaveDuplicates();
    assertThat(sent).allSatisfy(event -> assertThat(event.getSeries()).isNull());
  }

  @Test
  void event_afterAPause_isANewOne() {
    transition(READY, DOWN);
    now = now.plus(Duration.ofMinutes(30));
    transition(READY, DOWN);

    assertThat(sent).extracting(event -> event.getMetadata().getName()).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource(EventReason.class)
  void happening_isAnEventWithTypeReasonAndNote(EventReason reason) {
    recorder.happened(resource("app"), new Happening(reason, "client team.app in realm acme"));

    assertThat(sent)
        .singleElement()
        .satisfies(event -> {
          assertThat(event.getType()).isEqualTo(reason.type().toString());
          assertThat(event.getReason()).isEqualTo(reason.toString());
          assertThat(event.getNote()).isEqualTo("client team.app in realm acme");
          assertThat(event.getRegarding().getUid()).isEqualTo("uid-app");
        });
  }

  @Test
  void happening_again_isCountedUpUnderTheSameName() {
    var repaired = new Happening(EventReason.DRIFT_REPAIRED, "changed back: enabled");
    recorder.happened(resource("app"), repaired);
    now = now.plus(Duration.ofMinutes(5));
    recorder.happened(resource("app"), repaired);

    assertThat(sent)
        .extracting(event -> event.getMetadata().getName())
        .hasSize(2)
        .containsOnly(sent.getFirst().getMetadata().getName());
    assertThat(sent.getLast().getSeries().getCount()).isEqualTo(2);
  }

  @Test
  void happening_isOneLogLineAsSevereAsTheEvent() {
    try (var log = new RecordedLog()) {
      recorder.happened(resource("app"), new Happening(EventReason.REMOVED, "removed a"));
      recorder.happened(resource("app"), new Happening(EventReason.ABANDONED, "abandoned a"));

      assertThat(log.lines()).containsExactly("INFO removed a", "WARN abandoned a");
    }
  }

  @Test
  void happening_ofALongSentence_isCut() {
    recorder.happened(
        resource("app"), new Happening(EventReason.DRIFT_REPAIRED, "x".repeat(2_000)));

    assertThat(sent.getFirst().getNote().getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThanOrEqualTo(1_024);
  }

  @Test
  void message_long_isCutInTheLogToo() {
    try (var log = new RecordedLog()) {
      transition(
          READY,
          ready(Finding.fails(ConditionType.READY, Reason.POLICY_VIOLATION, "x".repeat(32_000))));

      assertThat(log.lines())
          .singleElement()
          .satisfies(line -> assertThat(line).endsWith("x…").hasSizeLessThan(1_200));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "ü", "🔑"})
  void note_long_fitsTheLimitOfTheApiServer(String letter) {
    transition(
        READY,
        ready(Finding.fails(ConditionType.READY, Reason.POLICY_VIOLATION, letter.repeat(2_000))));

    String note = sent.getFirst().getNote();
    assertThat(note.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(1_015, 1_024);
    assertThat(note).endsWith(letter + "…");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 235, 236, 253})
  void name_ofALongResource_isValid(int length) {
    recorder.transition(resource("a".repeat(length - 1) + "b"), READY, DOWN);
    recorder.transition(resource("a.".repeat(length / 2) + "b"), READY, DOWN);

    assertThat(sent)
        .allSatisfy(event ->
            assertThat(event.getMetadata().getName())
                .hasSizeLessThanOrEqualTo(253)
                .matches("[a-z0-9]+([-.][a-z0-9]+)*"));
  }
}
