package io.nauthera.e2e.faults;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Shifts the clock of a running Java program, as if the clock of its machine were set. It is an
 * agent that changes how {@code java.time} reads the time; {@link System#nanoTime} continues, as on
 * such a machine.
 */
public final class ShiftedClock implements ClassFileTransformer {
  private static final ClassDesc INSTANT = ClassDesc.of(Instant.class.getName());

  private final long seconds;

  private ShiftedClock(long seconds) {
    this.seconds = seconds;
  }

  /** Shifts the clock of the process with this id; several shifts add up. */
  static void shift(long pid, Duration by) throws Exception {
    Path agent = agent();
    VirtualMachine process = VirtualMachine.attach(String.valueOf(pid));
    try {
      process.loadAgent(agent.toString(), String.valueOf(by.toSeconds()));
    } finally {
      process.detach();
      Files.delete(agent);
    }
  }

  /** A JAR with this class, which must not need others, and what makes it an agent. */
  private static Path agent() throws IOException {
    var manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Agent-Class", ShiftedClock.class.getName());
    attributes.putValue("Can-Retransform-Classes", "true");
    Path file = Files.createTempFile("shifted-clock", ".jar");
    String entry = ShiftedClock.class.getName().replace('.', '/') + ".class";
    try (var jar = new JarOutputStream(Files.newOutputStream(file), manifest);
        InputStream code = ShiftedClock.class.getResourceAsStream("/" + entry)) {
      jar.putNextEntry(new JarEntry(entry));
      var unused = code.transferTo(jar);
    }
    return file;
  }

  /** Called by the JVM of the other process. */
  public static void agentmain(String seconds, Instrumentation instrumentation)
      throws UnmodifiableClassException {
    instrumentation.addTransformer(new ShiftedClock(Long.parseLong(seconds)), true);
    instrumentation.retransformClasses(Clock.class);
  }

  /** Every clock of the system reads the time with {@code Clock.currentInstant}. */
  @Override
  public byte @Nullable [] transform(
      ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] code) {
    if (!name.equals("java/time/Clock")) {
      return null;
    }
    ClassFile file = ClassFile.of();
    return file.transformClass(
        file.parse(code),
        ClassTransform.transformingMethodBodies(
            method -> method.methodName().equalsString("currentInstant"), this::shift));
  }

  private void shift(CodeBuilder code, CodeElement element) {
    if (element instanceof ReturnInstruction) {
      code.loadConstant(seconds)
          .invokevirtual(INSTANT, "plusSeconds", MethodTypeDesc.of(INSTANT, ConstantDescs.CD_long));
    }
    code.with(element);
  }
}
