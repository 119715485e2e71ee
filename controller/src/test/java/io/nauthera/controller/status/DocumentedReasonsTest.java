package io.nauthera.controller.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nauthera.api.v1alpha1.ConditionType;
import io.nauthera.api.v1alpha1.EventReason;
import io.nauthera.api.v1alpha1.Reason;
import io.nauthera.api.v1alpha1.ResourceKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The reasons that the code uses are those that docs/reference/status.md documents. */
class DocumentedReasonsTest {
  private static final Path SOURCES = Path.of("src/main/java/io/nauthera/controller");
  private static final Pattern REASON = Pattern.compile("\\bReason\\.([A-Z_]+)\\b(?!\\.toString)");
  private static final Pattern EVENT = Pattern.compile("\\bEventReason\\.([A-Z_]{2,})\\b");

  /** The constants that the sources in a package name; a comparison does not count. */
  private static Set<String> named(String folder, Pattern constant) throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES.resolve(folder))) {
      Set<String> names = new TreeSet<>();
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        names.addAll(
            constant
                .matcher(Files.readString(file))
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toSet()));
      }
      return names;
    }
  }

  private static boolean isDocumented(Reason reason, ResourceKind kind) {
    return Stream.of(ConditionType.values()).anyMatch(type -> reason.occursOn(kind, type));
  }

  @ParameterizedTest
  @EnumSource(ResourceKind.class)
  void reasons_ofAReconciler_areDocumentedForItsKind(ResourceKind kind) throws IOException {
    assertThat(named(kind.toString().toLowerCase(Locale.ROOT), REASON))
        .isNotEmpty()
        .allMatch(name -> isDocumented(Reason.valueOf(name), kind));
  }

  @ParameterizedTest
  @EnumSource(ResourceKind.class)
  void events_ofAReconciler_areDocumentedForItsKind(ResourceKind kind) throws IOException {
    assertThat(named(kind.toString().toLowerCase(Locale.ROOT), EVENT))
        .allMatch(name -> EventReason.valueOf(name).kind() == kind);
  }

  @Test
  void reasons_thatAreDocumented_areUsed() throws IOException {
    assertThat(named("", REASON))
        .containsExactlyInAnyOrderElementsOf(Stream.of(Reason.values()).map(Reason::name).toList());
  }

  @Test
  void events_thatAreDocumented_areUsed() throws IOException {
    assertThat(named("", EVENT))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(EventReason.values()).map(EventReason::name).toList());
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void reason_occursOnlyOnConditionsOfItsKinds(Reason reason) {
    for (ResourceKind kind : ResourceKind.values()) {
      for (ConditionType type : ConditionType.values()) {
        assertThat(!reason.occursOn(kind, type) || type.meaning(kind).isPresent())
            .as("%s on %s of %s", reason, type, kind)
            .isTrue();
      }
    }
    assertThat(ResourceKind.values()).anyMatch(kind -> isDocumented(reason, kind));
  }

  @Test
  void finding_withAReasonThatIsNotDocumentedForItsCondition_isRefusedInTests() {
    assertThatThrownBy(() -> Finding.holds(ConditionType.ACCEPTED, Reason.REGISTERED, "x"))
        .isInstanceOf(AssertionError.class)
        .hasMessage("Registered is not documented for Accepted");
  }
}
