import java.io.IOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Rewrites the classes of jars so that a `switch` over types asks `instanceof` one type after the other.
///
/// javac leaves it to the virtual machine to make a class for every such `switch` when it first runs, which the start-up cache does not keep:
/// about a millisecond each, at every start.
final class PatternSwitches {
    private static final String BOOTSTRAP = "java/lang/runtime/SwitchBootstraps";

    private final ClassFile classes;

    /// @param hierarchy finds the classes that those of the jars know
    private PatternSwitches(ClassLoader hierarchy) {
        classes = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver
                .ofResourceParsing(hierarchy).orElse(ClassHierarchyResolver.defaultResolver())));
    }

    /// Rewrites Gatehouse's own jars of a folder.
    public static void main(String[] arguments) throws IOException {
        List<Path> jars;
        try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
            jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
        List<URL> classPath = new ArrayList<>();
        for (Path jar : jars) {
            classPath.add(jar.toUri().toURL());
        }
        try (URLClassLoader hierarchy = new URLClassLoader(classPath.toArray(URL[]::new))) {
            PatternSwitches switches = new PatternSwitches(hierarchy);
            for (Path jar : jars) {
                if (jar.getFileName().toString().startsWith("gatehouse")) {
                    switches.jar(jar);
                }
            }
        }
    }

    private void jar(Path jar) throws IOException {
        Path made = jar.resolveSibling(jar.getFileName() + ".new");
        try (ZipFile from = new ZipFile(jar.toFile()); ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(made))) {
            for (Enumeration<? extends ZipEntry> all = from.entries(); all.hasMoreElements();) {
                ZipEntry entry = all.nextElement();
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTime(entry.getTime());
                byte[] content = from.getInputStream(entry).readAllBytes();
                to.putNextEntry(copy);
                to.write(entry.getName().endsWith(".class") ? rewritten(content) : content);
                to.closeEntry();
            }
        }
        Files.move(made, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    /// A `switch` over types: the method that finds the case, and the types of the cases.
    private record Switch(String method, MethodTypeDesc type, List<ClassDesc> cases) {}

    private byte[] rewritten(byte[] content) {
        ClassModel model = classes.parse(content);
        List<Switch> found = new ArrayList<>();
        boolean isInterface = model.flags().has(AccessFlag.INTERFACE);
        ClassDesc self = model.thisClass().asSymbol();
        CodeTransform calls = (CodeBuilder code, CodeElement element) -> {
            if (element instanceof InvokeDynamicInstruction call) {
                List<ClassDesc> cases = types(call);
                if (cases != null) {
                    Switch one = new Switch("typeSwitch$" + found.size(), call.typeSymbol(), cases);
                    found.add(one);
                    code.invokestatic(self, one.method(), one.type(), isInterface);
                    return;
                }
            }
            code.with(element);
        };
        byte[] changed = classes.transformClass(model, ClassTransform.transformingMethodBodies(calls)
                .andThen(ClassTransform.endHandler(builder -> found.forEach(one -> method(builder, one)))));
        return found.isEmpty() ? content : changed;
    }

    /// The types of the cases; null when it is another call, or has cases that are no types.
    private static List<ClassDesc> types(InvokeDynamicInstruction call) {
        var bootstrap = call.invokedynamic().bootstrap();
        var reference = bootstrap.bootstrapMethod().reference();
        if (!reference.owner().asInternalName().equals(BOOTSTRAP) || !reference.name().stringValue().equals("typeSwitch")) {
            return null;
        }
        List<ClassDesc> types = new ArrayList<>();
        for (LoadableConstantEntry argument : bootstrap.arguments()) {
            if (!(argument instanceof ClassEntry type)) {
                return null;
            }
            types.add(type.asSymbol());
        }
        return types;
    }

    private static void method(ClassBuilder builder, Switch of) {
        int flags = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;
        builder.withMethodBody(of.method(), of.type(), flags, code -> {
            Label some = code.newLabel();
            code.aload(0).ifnonnull(some).iconst_m1().ireturn().labelBinding(some);
            for (int i = 0; i < of.cases().size(); i++) {
                Label next = code.newLabel();
                // A guard that did not hold asks again from the next case on.
                code.iload(1).loadConstant(i).if_icmpgt(next);
                code.aload(0).instanceOf(of.cases().get(i)).ifeq(next).loadConstant(i).ireturn().labelBinding(next);
            }
            code.loadConstant(of.cases().size()).ireturn();
        });
    }
}
