# Two commands do everything on a fresh Debian or macOS machine with Rust, Python 3 (pip) and make:
#   make demo   runs the bundled case end to end     make test   passes the tests
PYTHON ?= python3
CARGO  ?= cargo
# One selection of packages and features for every daily target, so that nothing is built twice.
WHOLE  := --workspace --features juzheng/press,juzheng/eyes
BIN    := target/debug/juzheng
DEMO   := target/demo

.PHONY: help assets build demo test check release bench clean-demo

help:
	@echo "make demo    跑一遍随附的案件：取字体、编译、加入材料、审查、出文书、导出、核验"
	@echo "make test    运行全部测试"
	@echo "make build   编译（带 PDF 排版）"
	@echo "make release 编译正式版到 target/release/juzheng"
	@echo "make bench   跑基准（见 docs/benchmarks.md）"

# Fonts for papers, models and runtime for screenshots (pinned in assets.lock), into assets. Safe to run again.
assets:
	@$(PYTHON) scripts/fetch_assets.py

build: assets
	@$(CARGO) build $(WHOLE)

# The bundled case, end to end; the result lies in target/demo.
demo: build clean-demo
	@$(BIN) init $(DEMO)/演示案件 --facts demo/case/facts.json
	@$(BIN) add $(DEMO)/演示案件 demo/case/sms-20260315200000.xml demo/case/calls-20260315200000.xml demo/case/contacts.vcf demo/case/姐姐的短信.xml demo/case/同事的短信.xml
	@$(BIN) review $(DEMO)/演示案件 --quotes 2
	@$(BIN) draft $(DEMO)/演示案件 --all -o $(DEMO)/文书
	@$(BIN) export $(DEMO)/演示案件 -o $(DEMO)/证据包
	@$(BIN) verify $(DEMO)/演示案件
	@$(BIN) verify $(DEMO)/证据包
	@echo
	@echo "文书在 $(DEMO)/文书，证据包在 $(DEMO)/证据包"

clean-demo:
	@rm -rf $(DEMO)

# Everything CI checks.
test: assets
	@$(PYTHON) demo/make_demo.py --check
	@$(CARGO) test $(WHOLE)

# The inner loop: core and app without the typesetter.
check:
	@$(CARGO) test -p juzheng-core

release: assets
	@$(CARGO) build --release -p juzheng --features press,eyes

bench:
	@$(CARGO) build --release -p juzheng
	@$(PYTHON) scripts/bench_intake.py
	@$(PYTHON) scripts/bench_screen.py
	@$(CARGO) bench -p juzheng-core --bench stages

# Seconds per target: make fuzz FUZZ=600 (docs/fuzzing.md). Needs a C++ compiler.
FUZZ ?= 60
.PHONY: fuzz
fuzz:
	@sh scripts/fuzz.sh $(FUZZ)
