package io.nauthera.images;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/**
 * Makes layers from files of this machine. All files belong to root, all times are the same, and
 * symlinks become files, so that the same files always make the same layer.
 */
public final class ImageLayer {
  private ImageLayer() {}

  /** A whole folder, e.g. at "/opt/keycloak" in the image. */
  public static FileEntriesLayer folder(String name, Path folder, String target) {
    var layer = FileEntriesLayer.builder().setName(name);
    var root = AbsoluteUnixPath.get(target);
    try (var files = Files.walk(folder)) {
      for (var file : (Iterable<Path>) files.sorted()::iterator) {
        if (Files.isRegularFile(file)) {
          add(layer, file, root.resolve(folder.relativize(file)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return layer.build();
  }

  /** Single files in one folder of the image, e.g. "/app". */
  public static FileEntriesLayer files(String name, Collection<Path> files, String target) {
    var layer = FileEntriesLayer.builder().setName(name);
    var root = AbsoluteUnixPath.get(target);
    files.stream().sorted().forEach(file -> add(layer, file, root.resolve(file.getFileName())));
    return layer.build();
  }

  static void add(FileEntriesLayer.Builder layer, Path file, AbsoluteUnixPath target) {
    var mode = Files.isExecutable(file) ? "755" : "644";
    layer.addEntry(file, target, FilePermissions.fromOctalString(mode));
  }
}
