package io.nauthera.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Warnings fit into what the API server passes on. */
class WarningLinesTest {
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
