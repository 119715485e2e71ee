package io.nauthera.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.nauthera.sandbox.process.Command;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateFolderTest {
  @TempDir Path parent;

  @Test
  void folders_ofTwoSandboxesInOneProcess_areKeptByAnotherProcess() {
    try (var first = StateFolder.create(parent);
        var second = StateFolder.create(parent)) {
      inAnotherProcess("clean");

      assertThat(first.path()).exists();
      assertThat(second.path()).exists();
    }
    assertThat(parent).isDirectoryNotContaining("glob:**/run-*");
  }

  @Test
  void folder_ofAProcessThatWasKilled_isDeletedByTheNext() {
    inAnotherProcess("create");
    assertThat(parent).isDirectoryContaining("glob:**/run-*");

    StateFolder.clean(parent);

    assertThat(parent).isDirectoryNotContaining("glob:**/run-*");
  }

  private void inAnotherProcess(String action) {
    var java = Path.of(System.getProperty("java.home"), "bin", "java");
    var classPath = System.getProperty("java.class.path");
    var unused =
        Command.of(java, "-cp", classPath, OtherProcess.class.getName(), action, parent)
            .run()
            .orThrow();
  }

  /** The main class of another process. */
  static final class OtherProcess {
    public static void main(String[] args) {
      var parent = Path.of(args[1]);
      if (args[0].equals("clean")) {
        StateFolder.clean(parent);
      } else {
        var unused = StateFolder.create(parent);
        Runtime.getRuntime().halt(0); // as if it was killed
      }
    }
  }
}
