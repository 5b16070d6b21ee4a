//! Times regorus for `bench/run rego`: both of its machines, the tree walker and the register machine.
//!
//! `regorus-peer QUERY POLICY DATA INPUT SECONDS THREADS` prints one line: nanoseconds of an evaluation (the median of batches)
//! with the tree walker and with the register machine, evaluations a second of all threads, seconds to read the data, seconds
//! to parse and compile, and the result. DATA and INPUT may be `-`.

use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::RegoVM;
use regorus::{CompiledPolicy, Engine, Value};
use std::time::{Duration, Instant};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [query, policy, data, input, seconds, threads] = arguments.as_slice() else {
        return Err("usage: QUERY POLICY DATA INPUT SECONDS THREADS".into());
    };
    let start = Instant::now();
    let mut engine = Engine::new();
    engine.add_policy_from_file(policy)?;
    let parsed = start.elapsed();
    let start = Instant::now();
    let documents = if data == "-" { Value::new_object() } else { Value::from_json_file(data)? };
    engine.add_data(documents.clone())?;
    let read = start.elapsed();
    let start = Instant::now();
    let compiled = engine.compile_with_entrypoint(&query.as_str().into())?;
    let compile = parsed + start.elapsed();
    let given = if input == "-" { Value::new_object() } else { Value::from_json_file(input)? };
    let time: f64 = seconds.parse()?;
    let threads: usize = threads.parse()?;

    let walker = median(time, || {
        compiled.eval_with_input(given.clone()).expect("evaluates");
    });
    let mut machine = machine(&compiled, query, &documents, &given);
    let registers = machine.as_mut().map(|vm| {
        median(time, || {
            vm.set_input(given.clone());
            vm.execute_entry_point_by_index(0).expect("evaluates");
        })
    });
    let rate = bulk(&compiled, query, &documents, &given, time, threads);
    println!(
        "{} {} {} {} {} {}",
        walker,
        registers.unwrap_or(f64::NAN),
        rate,
        read.as_secs_f64(),
        compile.as_secs_f64(),
        compiled.eval_with_input(given)?.to_json_str()?.replace('\n', "").chars().take(60).collect::<String>()
    );
    Ok(())
}

/// The register machine, where it can compile the policy.
fn machine(compiled: &CompiledPolicy, query: &str, data: &Value, input: &Value) -> Option<RegoVM> {
    let program = Compiler::compile_from_policy(compiled, &[query]).ok()?;
    let mut vm = RegoVM::new();
    vm.load_program(program);
    vm.set_data(data.clone()).ok()?;
    vm.set_input(input.clone());
    vm.execute_entry_point_by_index(0).ok()?;
    Some(vm)
}

/// Nanoseconds of one call: the median of batches that take about a millisecond each, after as much warm-up.
fn median(seconds: f64, mut work: impl FnMut()) -> f64 {
    let start = Instant::now();
    let mut calls = 0u64;
    while start.elapsed().as_secs_f64() < seconds {
        work();
        calls += 1;
    }
    let each = seconds / calls as f64;
    let batch = ((0.001 / each) as u64).max(1);
    let mut times = Vec::new();
    let end = Instant::now() + Duration::from_secs_f64(seconds);
    while Instant::now() < end {
        let start = Instant::now();
        for _ in 0..batch {
            work();
        }
        times.push(start.elapsed().as_nanos() as f64 / batch as f64);
    }
    times.sort_by(|a, b| a.total_cmp(b));
    times[times.len() / 2]
}

/// Evaluations a second of all threads together, on the faster machine.
fn bulk(compiled: &CompiledPolicy, query: &str, data: &Value, input: &Value, seconds: f64, threads: usize) -> f64 {
    let total: u64 = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn(|| {
                    let mut vm = machine(compiled, query, data, input);
                    let start = Instant::now();
                    let mut calls = 0u64;
                    while start.elapsed().as_secs_f64() < seconds {
                        match vm.as_mut() {
                            Some(vm) => {
                                vm.set_input(input.clone());
                                vm.execute_entry_point_by_index(0).expect("evaluates");
                            }
                            None => {
                                compiled.eval_with_input(input.clone()).expect("evaluates");
                            }
                        }
                        calls += 1;
                    }
                    calls
                })
            })
            .collect();
        workers.into_iter().map(|worker| worker.join().expect("finishes")).sum()
    });
    total as f64 / seconds
}
