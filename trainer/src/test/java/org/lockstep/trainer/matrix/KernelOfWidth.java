package org.lockstep.trainer.matrix;

import java.io.IOException;
import java.io.InputStream;

/**
 * Loads {@link VectorKernel} once more with another vector width. The width is a static constant of
 * the class, so each width needs a class, and so a loader, of its own.
 */
public final class KernelOfWidth extends ClassLoader {
  private static final String PROPERTY = "lockstep.vectorBits";

  private KernelOfWidth() {
    super(KernelOfWidth.class.getClassLoader());
  }

  public static Kernel load(String bits) {
    String before = System.getProperty(PROPERTY);
    System.setProperty(PROPERTY, bits);
    try {
      Class<?> kernel = new KernelOfWidth().loadClass(VectorKernel.class.getName());
      return (Kernel) kernel.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("VectorKernel must load", e);
    } finally {
      if (before == null) {
        System.clearProperty(PROPERTY);
      } else {
        System.setProperty(PROPERTY, before);
      }
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.equals(VectorKernel.class.getName())) {
      return super.loadClass(name, resolve);
    }
    try (InputStream bytes = VectorKernel.class.getResourceAsStream("VectorKernel.class")) {
      byte[] code = bytes.readAllBytes();
      return defineClass(name, code, 0, code.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
