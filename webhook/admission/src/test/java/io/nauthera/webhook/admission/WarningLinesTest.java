package io.nauthera.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Warnings fit into what the API server passes on. */
class WarningLinesTest {
  private static String words(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(" "));
  }

  @Test
  void warnings_tooMany_areCutToWhatTheApiServerPassesOn() {
    List<String> many =
        IntStream.range(0, 100).mapToObj(i -> i + "\n" + "x".repeat(300) + "\u0085").toList();

    List<String> fitting = WarningLines.fit(many);

    assertThat(fitting).allSatisfy(w -> assertThat(w.length()).isLessThanOrEqualTo(120));
    assertThat(fitting.stream().mapToInt(String::length).sum()).isLessThanOrEqualTo(4096);
    assertThat(fitting.getLast()).contains("more warnings");
  }

  @Test
  void warning_tooLong_isCut_andShorterOnesAfterItAreShown() {
    List<String> fitting = WarningLines.fit(List.of("long " + words(0, 5_000), "short", "last"));

    assertThat(fitting).endsWith("short", "last");
    assertThat(fitting.getFirst()).startsWith("long 0 1 2");
    assertThat(fitting.get(fitting.size() - 3)).endsWith("…");
    assertThat(fitting.stream().mapToInt(String::length).sum()).isBetween(3_000, 4_096);
  }

  @Test
  void warnings_allLong_areAllCutToTheSameLength() {
    List<String> texts = IntStream.range(0, 10).mapToObj(i -> words(i * 1_000, 500)).toList();

    List<String> fitting = WarningLines.fit(texts);

    assertThat(fitting.stream().filter(line -> line.endsWith("…"))).hasSize(10);
    assertThat(fitting.stream().mapToInt(String::length).sum()).isBetween(3_000, 4_096);
  }

  @Test
  void warnings_withTheSameEnd_areAllPassedOn() {
    String end = "y".repeat(20) + " z".repeat(20);
    List<String> warnings =
        IntStream.range(0, 15).mapToObj(i -> i + " " + "x".repeat(100) + " " + end).toList();

    List<String> fitting = WarningLines.fit(warnings);

    assertThat(fitting).doesNotHaveDuplicates().hasSize(30);
    assertThat(fitting).allSatisfy(w -> assertThat(w.length()).isLessThanOrEqualTo(120));
    assertThat(String.join("", fitting).replaceAll("… +", " "))
        .isEqualTo(String.join("", warnings));
  }
}
