<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>boreal_gpp</name>
    <message>
        <location filename="../boreal_gpp_plugin/core/progress.py"/>
        <source>Starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/request.py"/>
        <source>The resolution is {value}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/request.py"/>
        <source>Give a cell size above zero.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/request.py"/>
        <source>The step is {value} days.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/request.py"/>
        <source>Give a step of 1 to 92 days.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/request.py"/>
        <source>The extent {value} is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/request.py"/>
        <source>Give left, bottom, right and top.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/request.py"/>
        <source>The last day {end} is before the first day {start}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/request.py"/>
        <source>Swap the two dates.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/request.py"/>
        <source>{name} is {value}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/request.py"/>
        <source>Give one of {known}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/request.py"/>
        <source>{value} is not a date.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/request.py"/>
        <source>Write dates as 2021-06-30.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Vegetation greenness (EVI)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Land surface temperature, daytime</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Soil moisture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Thawed share of the step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Gross primary productivity (GPP)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Uncertainty of GPP (standard deviation)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Total GPP of the period</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Water</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Snow and ice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Rock and rubble</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Exposed or barren land</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Bryoids</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Shrubs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Wetland</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Treed wetland</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Herbs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Coniferous</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Broadleaf</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../boreal_gpp_plugin/core/variables.py"/>
        <source>Mixedwood</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
