package io.github.dynamosession.benchmarks.requests;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;

/**
 * What a JVM has used since its start. Threads that have ended do not count: those of a node under test stay.
 *
 * @param cpuNanos of the process, with its compilers and its garbage collector
 * @param allocatedBytes by all threads
 */
record JvmFigures(long cpuNanos, long allocatedBytes) {

    static JvmFigures now() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new JvmFigures(system.getProcessCpuTime(), allocated);
    }

    static JvmFigures parse(String text) {
        List<String> numbers = List.of(text.split(" "));
        return new JvmFigures(Long.parseLong(numbers.get(0)), Long.parseLong(numbers.get(1)));
    }

    JvmFigures minus(JvmFigures earlier) {
        return new JvmFigures(cpuNanos - earlier.cpuNanos, allocatedBytes - earlier.allocatedBytes);
    }

    @Override
    public String toString() {
        return cpuNanos + " " + allocatedBytes;
    }
}
