package io.nauthera.sandbox.pods;

import io.nauthera.sandbox.process.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** The folder of a mounted Secret or ConfigMap. As in a kubelet, one rename updates all files. */
final class VolumeFolder {
  private static final String DATA = "..data";

  private final Path folder;
  private String version = "";
  private int generation;

  /** An empty folder, also where an earlier pod of the same Deployment left its files. */
  VolumeFolder(Path folder) {
    Folders.delete(folder);
    this.folder = Folders.create(folder);
  }

  /** Replaces the files, unless the folder has this version already. */
  void show(String newVersion, Map<String, byte[]> files) {
    if (newVersion.equals(version)) {
      return;
    }
    try {
      var old = folder.resolve("..%d".formatted(generation));
      var next = Files.createDirectory(folder.resolve("..%d".formatted(++generation)));
      for (var file : files.entrySet()) {
        Files.write(next.resolve(file.getKey()), file.getValue());
      }
      var link = folder.resolve("..data_tmp");
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, next.getFileName());
      Files.move(
          link,
          folder.resolve(DATA),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      linkFiles(files);
      Folders.delete(old);
      version = newVersion;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void linkFiles(Map<String, byte[]> files) throws IOException {
    for (var name : files.keySet()) {
      if (!Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
        Files.createSymbolicLink(folder.resolve(name), Path.of(DATA, name));
      }
    }
    try (var visible = Files.newDirectoryStream(folder, path -> !isInternal(path))) {
      for (var file : visible) {
        if (!files.containsKey(String.valueOf(file.getFileName()))) {
          Files.delete(file);
        }
      }
    }
  }

  private static boolean isInternal(Path file) {
    return String.valueOf(file.getFileName()).startsWith("..");
  }
}
