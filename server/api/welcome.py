"""What stands at / while the admin web is not built: where things are."""

from html import escape

_PAGE = """<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{school}访客预约系统</title>
<style>
 body {{ font: 16px/1.7 system-ui, "Noto Sans CJK SC", sans-serif; max-width: 40rem; margin: 12vh auto;
   padding: 0 1.5rem; color: #181818; background: #fff; }}
 h1 {{ font-size: 1.6rem; margin: 0 0 .5rem; }} p {{ color: #5e5e5e; }} a {{ color: {color}; }}
 li {{ margin: .4rem 0; }} code {{ background: #f3f3f3; padding: .1rem .3rem; border-radius: 3px; }}
</style>
<h1>{school}访客预约系统</h1>
<p>服务正在运行，但管理网页还没有构建。请安装 Node.js（20.19 或更新）并运行 <code>make web</code>，再重新启动。</p>
<ul>
 <li><a href="/api/v1/openapi.json">接口说明（OpenAPI 3.1）</a></li>
 <li><a href="/health/ready">运行状态</a></li>
</ul>
</html>"""


def page(school: str, color: str) -> str:
    """The page, with the school's name and brand colour."""
    return _PAGE.format(school=escape(school), color=escape(color))
